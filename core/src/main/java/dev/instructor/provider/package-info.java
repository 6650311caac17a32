/**
 * How a chat model is reached: vendors as data, wire codecs, the HTTP transport, and its retries.
 */
@NullMarked
package dev.instructor.provider;

import org.jspecify.annotations.NullMarked;
