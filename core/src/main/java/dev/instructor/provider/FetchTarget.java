package dev.instructor.provider;

import dev.instructor.error.ConfigurationException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One address to fetch from, after all checks: who connects to {@code addresses} goes where was
 * checked, whatever the name is resolved to later.
 *
 * @param uri the address as it was written
 * @param host the host's name
 * @param port the port
 * @param addresses what the name was resolved to; all of them are public
 */
record FetchTarget(URI uri, String host, int port, List<InetAddress> addresses) {
  private static final Pattern DOTTED_QUAD =
      Pattern.compile(
          "((25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])\\.){3}(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])");

  /** What readers of addresses take for a number, in whatever base (WHATWG URL, "host parsing"). */
  private static final Pattern NUMBER = Pattern.compile("[0-9]+|0x[0-9a-f]*");

  /**
   * Checks an address, and resolves its host.
   *
   * @throws ConfigurationException if it is refused; the message names the host alone, since the
   *     rest can hold a secret
   */
  static FetchTarget of(URI uri, MediaFetch policy) throws UnknownHostException {
    boolean tls = "https".equalsIgnoreCase(uri.getScheme());
    if (!tls && !"http".equalsIgnoreCase(uri.getScheme())) {
      throw refused("the address is neither http nor https");
    }
    if (uri.getRawUserInfo() != null) {
      throw refused("the address holds a user name or a password");
    }
    String host = host(uri);
    int port = uri.getPort() < 0 ? (tls ? 443 : 80) : uri.getPort();
    if (!policy.ports().contains(port)) {
      throw refused(
          "port %s of %s is not among those that may be fetched from: %s"
              .formatted(port, host, policy.ports()));
    }
    List<InetAddress> addresses = policy.resolver().resolve(host);
    if (addresses.isEmpty()) {
      throw new UnknownHostException(host);
    }
    if (!addresses.stream().allMatch(PublicAddresses::isPublic)) {
      throw refused(host + " is not on the public Internet");
    }
    return new FetchTarget(uri, host, port, List.copyOf(addresses));
  }

  /** Returns the host, unless it is a number in disguise. */
  private static String host(URI uri) {
    String host = uri.getHost();
    if (host == null) {
      throw refused("the address names no host in a common form");
    }
    String plain = host.toLowerCase(Locale.ROOT);
    if (plain.startsWith("[")) {
      if (plain.indexOf('%') >= 0) {
        throw refused("the address names a network interface");
      }
      return plain.substring(1, plain.length() - 1);
    }
    String name = plain.endsWith(".") ? plain.substring(0, plain.length() - 1) : plain;
    String last = name.substring(name.lastIndexOf('.') + 1);
    if (NUMBER.matcher(last).matches() && !DOTTED_QUAD.matcher(name).matches()) {
      throw refused("the address names its host by a number that is no plain IP address");
    }
    return name;
  }

  boolean tls() {
    return "https".equalsIgnoreCase(uri.getScheme());
  }

  /** Returns what follows host and port, in ASCII. */
  String path() {
    URI ascii = URI.create(uri.toASCIIString());
    String path =
        ascii.getRawPath() == null || ascii.getRawPath().isEmpty() ? "/" : ascii.getRawPath();
    return ascii.getRawQuery() == null ? path : path + "?" + ascii.getRawQuery();
  }

  /** Returns the value of the header {@code Host} (RFC 9110, section 7.2). */
  String hostHeader() {
    String name = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    return port == (tls() ? 443 : 80) ? name : name + ":" + port;
  }

  static ConfigurationException refused(String why) {
    return new ConfigurationException(
        "What is at this address is not fetched: %s. Give the content itself (ofPath, ofBytes)"
            .formatted(why));
  }

  /** The ports of http and https. */
  static final Set<Integer> USUAL_PORTS = Set.of(80, 443);
}
