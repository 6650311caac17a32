package dev.instructor.cli;

import dev.instructor.error.ConfigurationException;
import dev.instructor.error.ProviderException;
import dev.instructor.json.Json;
import dev.instructor.provider.HttpChatModel;
import dev.instructor.provider.LocalServer;
import dev.instructor.provider.ModelProvider.VendorInfo;
import dev.instructor.provider.ModelProviders;
import dev.instructor.provider.ProviderSettings;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * A server that people run themselves, at the address at which a call would look for it.
 *
 * @param provider the vendor's name
 * @param product what it is called
 * @param address where it was looked for; empty if what is set is no address
 * @param state what was found there
 * @param models the models it lists
 * @param hint what to do about it; empty where all is well or nothing was asked
 */
record ServerCheck(
    String provider,
    String product,
    String address,
    State state,
    List<String> models,
    String hint) {
  /** What was found at an address. */
  enum State {
    /** The server answers and lists its models. */
    RUNNING,
    /** Nothing answers. */
    ABSENT,
    /** Something answers, but not with a list of models. */
    UNCLEAR,
    /** It was not asked. */
    NOT_ASKED
  }

  /** It is on this machine, or near; and a person waits. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /** A name that no server has, for the vendors whose commands need one. */
  private static final String ANY = "MODEL";

  /**
   * Returns all servers, asked at the same time.
   *
   * @param ask whether they are asked at all
   */
  static List<ServerCheck> all(Function<String, Optional<String>> environment, boolean ask) {
    List<CompletableFuture<ServerCheck>> checks =
        vendors().stream()
            .map(
                vendor -> {
                  CompletableFuture<ServerCheck> check = new CompletableFuture<>();
                  Thread thread =
                      new Thread(() -> complete(check, vendor, environment, ask), vendor.name());
                  thread.setDaemon(true);
                  thread.start();
                  return check;
                })
            .toList();
    return checks.stream().map(CompletableFuture::join).toList();
  }

  /** Returns one vendor for each product: Ollama's server speaks two forms. */
  private static List<VendorInfo> vendors() {
    Map<String, VendorInfo> byProduct = new LinkedHashMap<>();
    ModelProviders.vendors().stream()
        .filter(vendor -> vendor.server().isPresent())
        .sorted(Comparator.comparing(VendorInfo::name))
        .forEach(vendor -> byProduct.putIfAbsent(vendor.server().orElseThrow().product(), vendor));
    return List.copyOf(byProduct.values());
  }

  private static void complete(
      CompletableFuture<ServerCheck> check,
      VendorInfo vendor,
      Function<String, Optional<String>> environment,
      boolean ask) {
    try {
      check.complete(of(vendor, environment, ask));
    } catch (Throwable e) {
      check.completeExceptionally(e);
    }
  }

  private static ServerCheck of(
      VendorInfo vendor, Function<String, Optional<String>> environment, boolean ask) {
    LocalServer server = vendor.server().orElseThrow();
    ServerCheck none =
        new ServerCheck(vendor.name(), server.product(), "", State.NOT_ASKED, List.of(), "");
    HttpChatModel model;
    try {
      model =
          (HttpChatModel)
              ModelProviders.open(
                  ProviderSettings.of(vendor.name(), ANY).withEnvironment(environment));
    } catch (ConfigurationException e) {
      return none.found(State.UNCLEAR, List.of(), String.valueOf(e.getMessage()));
    }
    ServerCheck check = none.at(model.baseUrl());
    return ask ? check.asked(model, vendor, server) : check;
  }

  private ServerCheck asked(HttpChatModel model, VendorInfo vendor, LocalServer server) {
    try {
      return found(State.RUNNING, model.servedModels(PATIENCE), "");
    } catch (ProviderException e) {
      return switch (e.kind()) {
        case CONNECTION -> found(State.ABSENT, List.of(), server.start(ANY));
        case TIMEOUT -> found(State.UNCLEAR, List.of(), "no answer within 2 seconds");
        case STATUS ->
            found(State.UNCLEAR, List.of(), status(e.status().orElse(0), vendor.keyVariables()));
        default -> found(State.UNCLEAR, List.of(), "something else answers there");
      };
    }
  }

  private static String status(int status, List<String> keyVariables) {
    return status == 401 || status == 403
        ? "it wants a key, in " + String.join(" or ", keyVariables)
        : "it answers with HTTP " + status;
  }

  private ServerCheck at(String where) {
    return new ServerCheck(provider, product, where, state, models, hint);
  }

  private ServerCheck found(State what, List<String> listed, String advice) {
    return new ServerCheck(provider, product, address, what, listed, advice);
  }

  /** Returns some of its models that can answer, for commands; provider and model each. */
  List<String> examples() {
    return models.stream()
        // They turn a text into numbers.
        .filter(model -> !model.toLowerCase(Locale.ROOT).contains("embed"))
        .limit(3)
        .map(model -> provider + "/" + model)
        .toList();
  }

  Json json() {
    return Json.object()
        .put("provider", provider)
        .put("product", product)
        .put("address", address)
        .put("state", state.name().toLowerCase(Locale.ROOT))
        .put("models", Json.strings(models))
        .put("hint", hint)
        .build();
  }
}
