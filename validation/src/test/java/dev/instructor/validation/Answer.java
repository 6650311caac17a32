package dev.instructor.validation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.instructor.error.Problem;
import dev.instructor.json.Json;
import dev.instructor.shape.JacksonBinder;
import dev.instructor.shape.TypeRef;
import dev.instructor.validate.Validator;
import dev.instructor.validate.internal.Validators;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;

/** A model's answer, and what the constraints of a type say to it. */
final class Answer {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder().addModules(new Jdk8Module(), new JavaTimeModule()).build();

  private final Json json;
  private final Map<String, Object> context;
  private final List<Class<?>> groups;

  private Answer(Json json, Map<String, Object> context, List<Class<?>> groups) {
    this.json = json;
    this.context = context;
    this.groups = groups;
  }

  /** Quotes may be single. */
  static Answer of(String json) {
    return new Answer(Json.parse(json.replace('\'', '"')), Map.of(), List.of());
  }

  Answer in(Class<?>... selected) {
    return new Answer(json, context, List.of(selected));
  }

  Answer with(String key, Object value) {
    return new Answer(json, Map.of(key, value), groups);
  }

  List<Problem> checkedAs(TypeRef<?> type) {
    return checkedAs(type.type());
  }

  List<Problem> checkedAs(Type type) {
    Validator<Object> validator = new BeanValidationRules().validator(type, groups);
    return Validators.run(
        bound(type), List.of(validator), context, json, JacksonBinder.standard()::jsonName);
  }

  private Object bound(Type type) {
    try {
      return MAPPER.readValue(json.toString(), MAPPER.constructType(type));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("the test's JSON does not fit " + type, e);
    }
  }
}
