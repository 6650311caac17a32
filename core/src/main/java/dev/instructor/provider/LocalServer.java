package dev.instructor.provider;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A server that people run themselves, as data: the commands that start it and get it a model, from
 * the vendor's documentation. In a command {@code {model}} stands for the model's name.
 *
 * @param product what it is called, such as {@code LM Studio}
 * @param start the command that starts it
 * @param obtain the commands that get it a model, in their order; empty if it has the model it was
 *     started with, and no other
 * @param modelsPath what follows the base URL in the address that lists its models
 */
public record LocalServer(String product, String start, List<String> obtain, String modelsPath) {
  private static final String MODEL = "{model}";

  /** Names that mean the same to every shell, without quotes. */
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:/@-]*");

  /** Creates one with a copy of the list. */
  public LocalServer {
    obtain = List.copyOf(obtain);
  }

  /**
   * Returns the command that starts it.
   *
   * @param model the model it is to serve; {@code MODEL} stands for a name that would have to be
   *     quoted in a shell
   */
  public String start(String model) {
    return named(start, model);
  }

  /**
   * Returns the commands that get it a model.
   *
   * @param model the model's name; {@code MODEL} stands for one that would have to be quoted
   */
  public List<String> obtain(String model) {
    return obtain.stream().map(command -> named(command, model)).toList();
  }

  private static String named(String command, String model) {
    return command.replace(MODEL, PLAIN.matcher(model).matches() ? model : "MODEL");
  }
}
