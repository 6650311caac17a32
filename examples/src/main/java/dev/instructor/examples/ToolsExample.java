package dev.instructor.examples;

import dev.instructor.Instructor;
import dev.instructor.call.CalledTool;
import dev.instructor.call.Extraction;
import dev.instructor.call.Tool;
import dev.instructor.test.ScriptedModel;
import java.util.Map;

/** A tool that the model may call before it gives its typed answer. */
public final class ToolsExample {
  private ToolsExample() {}

  record City(String name) {}

  record Forecast(int degrees, boolean rain) {}

  record Trip(String to, String clothes) {}

  private static final Map<String, Forecast> FORECASTS =
      Map.of("Oslo", new Forecast(-3, false), "Bergen", new Forecast(4, true));

  static Forecast forecast(City city) {
    Forecast forecast = FORECASTS.get(city.name());
    if (forecast == null) {
      throw new IllegalArgumentException("the cities are " + FORECASTS.keySet());
    }
    return forecast;
  }

  static void run(Instructor client) {
    Tool weather =
        Tool.of("weather", "Tells the weather of a city", City.class, city -> forecast(city));

    Extraction<Trip> trip =
        client
            .prompt("Oslo or Bergen today? Without rain, please.")
            .tools(weather)
            .extract(Trip.class);

    for (CalledTool call : trip.toolCalls()) {
      System.out.println(call.name() + call.arguments() + " -> " + call.result());
    }
    System.out.println(trip.value());
    System.out.println(trip.attempts().size() + " requests");
  }

  /** Prints what was called, and the trip. */
  public static void main(String[] args) {
    run(
        args.length > 0
            ? Instructor.fromProvider(args[0])
            : Instructor.of(
                ScriptedModel.builder()
                    .toolCall("weather", "{\"name\":\"Oslo\"}")
                    .andToolCall("weather", "{\"name\":\"Bergen\"}")
                    .answer("{\"to\":\"Oslo\",\"clothes\":\"a warm coat\"}")
                    .build()));
  }
}
