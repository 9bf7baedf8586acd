package verticles.market;

/** A portfolio of the simulated market: one plant or one group of customers in one zone. */
enum SimulatedPortfolio {
  FJORD_WIND(
      "sim-fjord-wind",
      "Fjord Wind",
      SimulatedOrganisation.NORTH,
      SimulatedZone.NORTH,
      Technology.WIND,
      120),
  FJORD_HYDRO(
      "sim-fjord-hydro",
      "Fjord Hydro",
      SimulatedOrganisation.NORTH,
      SimulatedZone.NORTH,
      Technology.FLEXIBLE,
      90),
  BELT_OFFSHORE(
      "sim-belt-offshore",
      "Belt Offshore",
      SimulatedOrganisation.NORTH,
      SimulatedZone.BELT,
      Technology.WIND,
      210),
  BELT_SUPPLY(
      "sim-belt-supply",
      "Belt Supply",
      SimulatedOrganisation.NORTH,
      SimulatedZone.BELT,
      Technology.CUSTOMERS,
      140),
  CENTRE_GAS(
      "sim-centre-gas",
      "Centre Gas",
      SimulatedOrganisation.SOUTH,
      SimulatedZone.CENTRE,
      Technology.FLEXIBLE,
      180),
  WEST_SUPPLY(
      "sim-west-supply",
      "West Supply",
      SimulatedOrganisation.SOUTH,
      SimulatedZone.WEST,
      Technology.CUSTOMERS,
      160),
  SOUTH_SOLAR(
      "sim-south-solar",
      "South Solar",
      SimulatedOrganisation.SOUTH,
      SimulatedZone.SOUTH,
      Technology.SOLAR,
      170),
  SOUTH_BATTERY(
      "sim-south-battery",
      "South Battery",
      SimulatedOrganisation.SOUTH,
      SimulatedZone.SOUTH,
      Technology.BATTERY,
      50);

  /** What makes or takes the power of a portfolio. */
  enum Technology {
    WIND,
    SOLAR,
    FLEXIBLE,
    CUSTOMERS,
    BATTERY
  }

  private final String id;
  private final String label;
  private final SimulatedOrganisation organisation;
  private final SimulatedZone zone;
  private final Technology technology;
  private final double capacityMw;

  SimulatedPortfolio(
      String id,
      String label,
      SimulatedOrganisation organisation,
      SimulatedZone zone,
      Technology technology,
      double capacityMw) {
    this.id = id;
    this.label = label + " (simulated)";
    this.organisation = organisation;
    this.zone = zone;
    this.technology = technology;
    this.capacityMw = capacityMw;
  }

  String id() {
    return id;
  }

  String label() {
    return label;
  }

  SimulatedOrganisation organisation() {
    return organisation;
  }

  SimulatedZone zone() {
    return zone;
  }

  Technology technology() {
    return technology;
  }

  double capacityMw() {
    return capacityMw;
  }
}
