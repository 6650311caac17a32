package dev.instructor.chat;

/** How a typed answer is asked for. The names are those of Python Instructor where it has one. */
public enum Mode {
  /**
   * The best way the model has, after its {@link ModelProfile}; one step down if the server turns
   * out not to have it.
   */
  AUTO,
  /** As the arguments of a tool that the model is made to call. */
  TOOLS,
  /** By the vendor's structured outputs: the schema goes into the request's response format. */
  JSON_SCHEMA,
  /** By the vendor's JSON mode: some JSON object is guaranteed, the schema stands in the prompt. */
  JSON,
  /** By the prompt alone. */
  PROMPTED
}
