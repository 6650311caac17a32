package dev.instructor.schema;

import java.util.regex.Pattern;

/** The formats of host names, addresses and mailboxes. */
final class NetworkNames {
  private static final Pattern LABEL =
      Pattern.compile("[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?");
  private static final Pattern LOCAL_PART =
      Pattern.compile(
          "[A-Za-z0-9!#$%&'*+/=?^_`{|}~\\u0080-\\uFFFF-]++"
              + "(\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~\\u0080-\\uFFFF-]++)*+"
              + "|\"([ !#-\\[\\]-~]|\\\\[ -~])*+\"");
  private static final int MAX_HOST_NAME = 253;
  private static final int IPV6_GROUPS = 8;

  private NetworkNames() {}

  static boolean isHostName(String text) {
    if (text.isEmpty() || text.length() > MAX_HOST_NAME) {
      return false;
    }
    for (String label : text.split("\\.", -1)) {
      if (!LABEL.matcher(label).matches()) {
        return false;
      }
    }
    return true;
  }

  static boolean isEmail(String text) {
    int at = text.lastIndexOf('@');
    if (at < 1 || at > 64 || !LOCAL_PART.matcher(text.substring(0, at)).matches()) {
      return false;
    }
    String domain = text.substring(at + 1);
    if (domain.startsWith("[") && domain.endsWith("]")) {
      String address = domain.substring(1, domain.length() - 1);
      return address.startsWith("IPv6:") ? isIpv6(address.substring(5)) : isIpv4(address);
    }
    return isHostName(domain);
  }

  static boolean isIpv4(String text) {
    String[] parts = text.split("\\.", -1);
    if (parts.length != 4) {
      return false;
    }
    for (String part : parts) {
      if (!isByte(part)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isByte(String part) {
    // A leading zero is octal to some readers.
    if (part.isEmpty() || part.length() > 3 || (part.length() > 1 && part.charAt(0) == '0')) {
      return false;
    }
    int number = 0;
    for (int i = 0; i < part.length(); i++) {
      char c = part.charAt(i);
      if (c < '0' || c > '9') {
        return false;
      }
      number = number * 10 + c - '0';
    }
    return number <= 255;
  }

  static boolean isIpv6(String text) {
    int gap = text.indexOf("::");
    if (gap < 0) {
      return groups(text, true) == IPV6_GROUPS;
    }
    if (text.indexOf("::", gap + 1) >= 0) {
      return false;
    }
    int before = gap == 0 ? 0 : groups(text.substring(0, gap), false);
    String rest = text.substring(gap + 2);
    int after = rest.isEmpty() ? 0 : groups(rest, true);
    return before >= 0 && after >= 0 && before + after < IPV6_GROUPS;
  }

  /** Returns the number of 16-bit groups, or -1 if the text is not made of such. */
  private static int groups(String text, boolean mayEndInIpv4) {
    String[] parts = text.split(":", -1);
    int count = 0;
    for (int i = 0; i < parts.length; i++) {
      String part = parts[i];
      if (mayEndInIpv4 && i == parts.length - 1 && part.indexOf('.') >= 0) {
        if (!isIpv4(part)) {
          return -1;
        }
        count += 2;
      } else {
        if (part.isEmpty() || part.length() > 4 || !isHex(part)) {
          return -1;
        }
        count++;
      }
    }
    return count;
  }

  private static boolean isHex(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.digit(text.charAt(i), 16) < 0 || text.charAt(i) > 'f') {
        return false;
      }
    }
    return true;
  }
}
