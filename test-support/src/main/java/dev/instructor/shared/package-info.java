/**
 * What the tests of several modules share: recorded traffic, golden files, and the frame of the
 * tests of a codec. Not published.
 */
@NullMarked
package dev.instructor.shared;

import org.jspecify.annotations.NullMarked;
