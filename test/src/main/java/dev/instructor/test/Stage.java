package dev.instructor.test;

/** A place within an HTTP response at which something can go wrong or wait. */
public enum Stage {
  /** Before the first byte. */
  BEFORE_RESPONSE,
  /** In the middle of the headers. */
  IN_HEADERS,
  /** In the middle of the body. */
  IN_BODY,
  /** After the last byte. */
  AFTER_BODY
}
