package dev.instructor.provider;

import dev.instructor.error.ProviderException;
import dev.instructor.error.ProviderException.Kind;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Says how to start a server that does not answer, and how to get it a model that it lacks. */
record ServerAdvice(Vendor vendor, LocalServer server, String baseUrl) {
  /** Returns what to say of a vendor's server, if people run it themselves. */
  static Optional<ServerAdvice> of(Vendor vendor, String baseUrl) {
    return vendor.server().map(server -> new ServerAdvice(vendor, server, baseUrl));
  }

  /** Does an exchange; its failure says what to do. */
  <T> T around(String model, Supplier<T> exchange) {
    try {
      return exchange.get();
    } catch (ProviderException e) {
      throw advice(e, model).map(what -> e.toBuilder().what(what).build()).orElse(e);
    }
  }

  private Optional<String> advice(ProviderException e, String model) {
    if (isAbsent(e)) {
      return Optional.of(
          "no %s server answers at %s; start it with `%s`, or %s to where it runs"
              .formatted(
                  server.product(),
                  URI.create(baseUrl.replace(Endpoint.MODEL, "model")).getAuthority(),
                  server.start(model),
                  vendor.baseUrlVariables().isEmpty()
                      ? "set the base URL"
                      : "set " + String.join(" or ", vendor.baseUrlVariables())));
    }
    return lacksModel(e) ? Optional.of(missing(model)) : Optional.empty();
  }

  private String missing(String model) {
    List<String> obtain = server.obtain(model);
    return obtain.isEmpty()
        ? "the server does not have this model; start one that has with `%s`"
            .formatted(server.start(model))
        : "the server does not have this model; get it with %s"
            .formatted(
                obtain.stream().map("`%s`"::formatted).collect(Collectors.joining(", then ")));
  }

  /** A name that is not known is no server that is not started. */
  private static boolean isAbsent(ProviderException e) {
    Throwable cause = e.getCause();
    return e.kind() == Kind.CONNECTION
        && (cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException)
        && !ExchangeFailure.has(cause, UnresolvedAddressException.class);
  }

  /** Without a word of a model it is the address that is wrong. */
  private static boolean lacksModel(ProviderException e) {
    boolean missing =
        e.status().orElse(0) == 404 || e.code().filter("model_not_found"::equals).isPresent();
    return missing
        && e.providerMessage()
            .filter(message -> message.toLowerCase(Locale.ROOT).contains("model"))
            .isPresent();
  }
}
