/**
 * The extractor: tokenizer, forward pass, and the reading of spans as values. No promise to anybody
 * outside this module.
 */
@NullMarked
package dev.instructor.embedded.internal;

import org.jspecify.annotations.NullMarked;
