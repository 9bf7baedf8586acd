package verticles.market;

import java.time.ZoneId;

/** A zone of the simulated market: how its price is made of demand, wind and sun. */
enum SimulatedZone {
  NORTH("SIM-1", "Simulated North", "Europe/Oslo", 60, 60, 59.9, 0.42, 0.06, 2.2),
  BELT("SIM-2", "Simulated Belt", "Europe/Copenhagen", 60, 76, 55.7, 0.60, 0.30, 3.5),
  CENTRE("SIM-3", "Simulated Centre", "Europe/Berlin", 15, 82, 52.5, 0.45, 0.62, 14.0),
  WEST("SIM-4", "Simulated West", "Europe/Paris", 30, 72, 48.9, 0.30, 0.48, 9.0),
  SOUTH("SIM-5", "Simulated South", "Europe/Madrid", 60, 64, 40.4, 0.30, 0.60, 6.5);

  private final String id;
  private final String label;
  private final ZoneId timeZone;
  private final int intervalMinutes;
  private final double basePrice;
  private final double latitude;
  private final double windShare;
  private final double solarShare;
  private final double demandGw;

  SimulatedZone(
      String id,
      String label,
      String timeZone,
      int intervalMinutes,
      double basePrice,
      double latitude,
      double windShare,
      double solarShare,
      double demandGw) {
    this.id = id;
    this.label = label;
    this.timeZone = ZoneId.of(timeZone);
    this.intervalMinutes = intervalMinutes;
    this.basePrice = basePrice;
    this.latitude = latitude;
    this.windShare = windShare;
    this.solarShare = solarShare;
    this.demandGw = demandGw;
  }

  String id() {
    return id;
  }

  String label() {
    return label;
  }

  ZoneId timeZone() {
    return timeZone;
  }

  int intervalMinutes() {
    return intervalMinutes;
  }

  /** EUR/MWh when demand, wind and sun are average. */
  double basePrice() {
    return basePrice;
  }

  /** In degrees north. */
  double latitude() {
    return latitude;
  }

  /** Installed wind capacity as a share of average demand. */
  double windShare() {
    return windShare;
  }

  /** Installed solar capacity as a share of average demand. */
  double solarShare() {
    return solarShare;
  }

  /** Average demand in GW. */
  double demandGw() {
    return demandGw;
  }
}
