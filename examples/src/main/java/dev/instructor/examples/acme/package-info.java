/**
 * A provider of one's own, whole: a made-up vendor Acme with a format of its own, and how it is
 * tested.
 */
@NullMarked
package dev.instructor.examples.acme;

import org.jspecify.annotations.NullMarked;
