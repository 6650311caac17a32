package dev.instructor.shape;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import dev.instructor.error.Problem;
import dev.instructor.json.Json;
import dev.instructor.json.JsonPointer;
import java.io.IOException;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalAmount;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says in the model's words why Jackson could not build a value. */
final class BindingProblems {
  private BindingProblems() {}

  /** Returns the problem that an exception of Jackson or of the user's own code stands for. */
  static Problem of(Exception failure, Json answer) {
    String pointer = pointer(failure);
    Optional<String> value = value(answer, pointer);
    Throwable own = thrownByUser(failure);
    if (failure instanceof InvalidFormatException format) {
      Class<?> type = format.getTargetType();
      String rule = type == null || type.isEnum() ? "enum" : "format";
      return problem(pointer, rule, expected(type), value);
    }
    if (own != null) {
      String message = own.getMessage();
      return problem(
          pointer,
          "constructor",
          message == null || message.isBlank() ? "is not accepted" : message,
          value);
    }
    if (failure instanceof InvalidTypeIdException) {
      return problem(pointer, "type", "does not say which variant it is", value);
    }
    if (find(failure, InputCoercionException.class) instanceof InputCoercionException range) {
      return problem(pointer, "range", range(range.getTargetType()), value);
    }
    if (failure instanceof MismatchedInputException mismatch && mismatch.getTargetType() != null) {
      return problem(pointer, "type", expected(mismatch.getTargetType()), value);
    }
    return problem(pointer, "type", "cannot be read as the type that is expected here", value);
  }

  /** Returns the problem of a null where there must be a value. */
  static Problem ofNull() {
    return problem("", "type", "must not be null", Optional.of("null"));
  }

  private static Problem problem(
      String pointer, String rule, String message, Optional<String> value) {
    return new Problem(pointer, rule, message, value, Problem.Source.BINDING);
  }

  private static Optional<String> value(Json answer, String pointer) {
    return answer.at(pointer).map(Json::toString);
  }

  private static String pointer(Exception failure) {
    String pointer = "";
    if (failure instanceof JsonMappingException mapping) {
      for (JsonMappingException.Reference step : mapping.getPath()) {
        if (step.getFieldName() != null) {
          pointer = JsonPointer.child(pointer, step.getFieldName());
        } else if (step.getIndex() >= 0) {
          pointer = JsonPointer.child(pointer, step.getIndex());
        }
      }
    }
    return pointer;
  }

  private static @Nullable Throwable thrownByUser(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (!(cause instanceof JacksonException) && !(cause instanceof IOException)) {
        return cause;
      }
    }
    return null;
  }

  private static @Nullable Throwable find(Throwable failure, Class<?> type) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return cause;
      }
    }
    return null;
  }

  private static String expected(@Nullable Class<?> type) {
    if (type == null) {
      return "cannot be read";
    }
    if (type.isEnum()) {
      return "must be one of "
          + Arrays.stream(type.getEnumConstants())
              .map(constant -> ((Enum<?>) constant).name())
              .collect(Collectors.joining(", "));
    }
    if (TemporalAccessor.class.isAssignableFrom(type)
        || TemporalAmount.class.isAssignableFrom(type)) {
      return "must be an existing " + type.getSimpleName() + " in ISO 8601 form";
    }
    if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
      return "must be a whole number";
    }
    if (Number.class.isAssignableFrom(type) || type == double.class || type == float.class) {
      return "must be a number";
    }
    if (type == String.class) {
      return "must be a string";
    }
    if (type == boolean.class || type == Boolean.class) {
      return "must be true or false";
    }
    return "must be a valid " + type.getSimpleName();
  }

  private static String range(@Nullable Class<?> type) {
    if (type == int.class || type == Integer.class) {
      return "must be between -2147483648 and 2147483647";
    }
    if (type == long.class || type == Long.class) {
      return "must be between -9223372036854775808 and 9223372036854775807";
    }
    if (type == short.class || type == Short.class) {
      return "must be between -32768 and 32767";
    }
    if (type == byte.class || type == Byte.class) {
      return "must be between -128 and 127";
    }
    return "is out of range";
  }
}
