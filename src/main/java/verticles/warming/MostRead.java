package verticles.warming;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;

/**
 * Counts reads of the most read things in bounded memory: Space-Saving of A. Metwally, D. Agrawal
 * and A. El Abbadi, "Efficient computation of frequent and top-k elements in data streams" (ICDT
 * 2005). When it is full a newcomer takes the place of the least read one, and its count as the
 * possible error; whatever has more than the total divided by the places is surely kept. Safe to
 * call from every thread.
 */
final class MostRead<K> {
  private record Place<K>(K key, long order, long count, long error) {}

  private final int places;
  private final Map<K, Place<K>> byKey = new HashMap<>();
  private final TreeSet<Place<K>> byCount =
      new TreeSet<>(
          Comparator.<Place<K>>comparingLong(Place::count).thenComparingLong(Place::order));
  private long arrivals;

  MostRead(int places) {
    this.places = places;
  }

  /** Counts some reads more. */
  synchronized void read(K key, long reads) {
    Place<K> known = byKey.get(key);
    if (known != null) {
      byCount.remove(known);
      put(new Place<>(key, known.order(), known.count() + reads, known.error()));
    } else if (byKey.size() < places) {
      put(new Place<>(key, arrivals++, reads, 0));
    } else {
      Place<K> least = byCount.removeFirst();
      byKey.remove(least.key());
      put(new Place<>(key, arrivals++, least.count() + reads, least.count()));
    }
  }

  private void put(Place<K> place) {
    byKey.put(place.key(), place);
    byCount.add(place);
  }

  /** Takes out what was counted, without what newcomers took over; it begins again empty. */
  synchronized Map<K, Long> drain() {
    Map<K, Long> counted = new HashMap<>();
    byKey.forEach((key, place) -> counted.put(key, place.count() - place.error()));
    byKey.clear();
    byCount.clear();
    return counted;
  }
}
