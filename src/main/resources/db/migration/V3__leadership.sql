-- Who does the work that only one node of the cluster may do. The lock itself is a session's
-- advisory lock; the fence tells the writes of the present leader from those of former ones.

CREATE TABLE leadership (
  work  text PRIMARY KEY,
  fence bigint NOT NULL CHECK (fence > 0),  -- grows with every change of the leader
  node  text NOT NULL,                      -- who leads, or led last
  since timestamptz NOT NULL
);
