/** The Messages API of Anthropic. */
@NullMarked
package dev.instructor.anthropic;

import org.jspecify.annotations.NullMarked;
