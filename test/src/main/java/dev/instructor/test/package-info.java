/** Scripted models and provider twins for tests. */
@NullMarked
package dev.instructor.test;

import org.jspecify.annotations.NullMarked;
