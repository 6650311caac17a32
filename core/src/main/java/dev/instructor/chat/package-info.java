/** A conversation with a model in vendor-neutral terms. */
@NullMarked
package dev.instructor.chat;

import org.jspecify.annotations.NullMarked;
