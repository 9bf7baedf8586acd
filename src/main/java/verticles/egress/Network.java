package verticles.egress;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * A range of addresses, written as 10.0.0.0/8 or fd00::/8.
 *
 * @param first any address of it
 * @param bits how many leading bits all its addresses share
 */
record Network(InetAddress first, int bits) {

  /**
   * Reads a range.
   *
   * @throws IllegalArgumentException when the text is none
   */
  static Network of(String text) {
    int slash = text.indexOf('/');
    String address = text.substring(0, Math.max(0, slash));
    try {
      // with a colon or four numbers it is an address, so that no name is looked up
      if (address.contains(":") || address.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}")) {
        InetAddress first = InetAddress.getByName(address);
        int bits = Integer.parseInt(text.substring(slash + 1));
        if (bits <= first.getAddress().length * 8) {
          return new Network(first, bits);
        }
      }
    } catch (UnknownHostException | NumberFormatException e) {
      // told below
    }
    throw new IllegalArgumentException("a network such as 10.0.0.0/8 instead of " + text);
  }

  /** Whether the address lies in it; one of the other family never does. */
  boolean contains(InetAddress address) {
    byte[] ours = first.getAddress();
    byte[] theirs = address.getAddress();
    if (ours.length != theirs.length) {
      return false;
    }
    for (int bit = 0; bit < bits; bit++) {
      int mask = 0x80 >> (bit & 7);
      if (((ours[bit >> 3] ^ theirs[bit >> 3]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }
}
