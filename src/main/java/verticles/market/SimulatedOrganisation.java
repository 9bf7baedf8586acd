package verticles.market;

/** An organisation of the simulated market. */
enum SimulatedOrganisation {
  NORTH("sim-north", "Northlight Energy (simulated)"),
  SOUTH("sim-south", "Meridian Power (simulated)");

  private final String id;
  private final String label;

  SimulatedOrganisation(String id, String label) {
    this.id = id;
    this.label = label;
  }

  String id() {
    return id;
  }

  String label() {
    return label;
  }
}
