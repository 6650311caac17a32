/** Files of a model hub, fetched once. */
@NullMarked
package dev.instructor.llamacpp.internal.hub;

import org.jspecify.annotations.NullMarked;
