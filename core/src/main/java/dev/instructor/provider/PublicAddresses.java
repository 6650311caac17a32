package dev.instructor.provider;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;

/**
 * Tells the addresses of the public Internet from all others (IANA, "IPv4 Special-Purpose Address
 * Registry" and "IPv6 Special-Purpose Address Registry").
 *
 * <p>Of IPv6 only global unicast addresses count, without those that hold an IPv4 address which a
 * gateway would turn to: 6to4, Teredo, ISATAP; NAT64 and mapped ones lie outside anyway.
 */
final class PublicAddresses {
  private static final List<Block> NOT_PUBLIC =
      List.of(
          Block.of(8, 0), // this network
          Block.of(8, 10), // private
          Block.of(10, 100, 64), // shared between a provider's customers; some clouds' metadata
          Block.of(8, 127), // loopback
          Block.of(16, 169, 254), // link-local; the clouds' metadata
          Block.of(12, 172, 16), // private
          Block.of(24, 192, 0, 0), // protocol assignments
          Block.of(24, 192, 0, 2), // documentation
          Block.of(24, 192, 88, 99), // relays of 6to4
          Block.of(16, 192, 168), // private
          Block.of(15, 198, 18), // benchmarks
          Block.of(24, 198, 51, 100), // documentation
          Block.of(24, 203, 0, 113), // documentation
          Block.of(3, 224), // multicast, reserved and broadcast
          Block.of(32, 168, 63, 129, 16), // Azure's own services, from inside of Azure
          Block.of(23, 0x20, 0x01, 0x00), // protocol assignments, Teredo among them
          Block.of(32, 0x20, 0x01, 0x0d, 0xb8), // documentation
          Block.of(16, 0x20, 0x02), // 6to4
          Block.of(20, 0x3f, 0xff)); // documentation

  private static final Block GLOBAL_UNICAST = Block.of(3, 0x20);

  private PublicAddresses() {}

  /** The addresses that begin with some bits. */
  private static final class Block {
    private final int bits;
    private final int[] start;
    private final boolean six;

    private Block(int bits, int[] start) {
      this.bits = bits;
      this.start = start;
      this.six = start[0] == 0x20 || start[0] == 0x3f;
    }

    static Block of(int bits, int... start) {
      return new Block(bits, start);
    }

    boolean holds(byte[] address) {
      if (six != (address.length == 16)) {
        return false;
      }
      for (int i = 0; i * 8 < bits; i++) {
        int mask = 0xff << Math.max(0, 8 * (i + 1) - bits);
        int wanted = i < start.length ? start[i] : 0;
        if (((address[i] ^ wanted) & mask & 0xff) != 0) {
          return false;
        }
      }
      return true;
    }
  }

  static boolean isPublic(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (NOT_PUBLIC.stream().anyMatch(block -> block.holds(bytes))) {
      return false;
    }
    return address instanceof Inet4Address
        || (address instanceof Inet6Address six
            && GLOBAL_UNICAST.holds(bytes)
            && six.getScopeId() == 0
            && !isIsatap(bytes));
  }

  /** RFC 5214, section 6.1: the last eight bytes are 00-00-5E-FE or 02-00-5E-FE and an IPv4. */
  private static boolean isIsatap(byte[] address) {
    return (address[8] & 0xfd) == 0
        && address[9] == 0
        && address[10] == 0x5e
        && (address[11] & 0xff) == 0xfe;
  }
}
