package verticles;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import verticles.egress.Egress;
import verticles.llm.LlmConfig;
import verticles.llm.LlmTasks;
import verticles.tasks.TaskFiles;
import verticles.tasks.TaskType;
import verticles.webhook.DeliverTask;
import verticles.webhook.Webhooks;

/** What tasks do on other servers: language models, and webhooks. */
record NodeOutbound(List<TaskType<?>> types, Webhooks webhooks) {
  static NodeOutbound of(
      LlmConfig llm, Egress egress, NodeStores stores, TaskFiles files, InstantSource clock) {
    Webhooks webhooks = new Webhooks(stores.own(), stores.secrets().vault(), egress);
    List<TaskType<?>> types =
        new ArrayList<>(LlmTasks.of(llm, egress, stores.secrets(), files, clock));
    types.add(new DeliverTask(webhooks, egress, clock));
    return new NodeOutbound(List.copyOf(types), webhooks);
  }

  /** These types and others. */
  List<TaskType<?>> with(TaskType<?>... others) {
    List<TaskType<?>> all = new ArrayList<>(types);
    all.addAll(List.of(others));
    return all;
  }
}
