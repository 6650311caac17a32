package dev.instructor.embedded.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberTextTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "It is 25 today|25",
        "the 90th time|90",
        "for $1,250.00 net|1250.00",
        "down by -5.5 percent|-5.5",
        "INV-2093|2093",
        "from 10-12 on|10 12",
        "X2 and moonfish88|''",
        "1.2 million users|1200000",
        "5k steps|5000",
        "5 m long|5",
        "forty-two|42",
        "twenty one pilots|21",
        "one hundred and five days|105",
        "two thousand five hundred|2500",
        "seven, eight|7 8",
        "someone alone|''",
        "twenty-five and two dozen|25 24",
        "a dozen eggs, half a dozen more|12 6",
        "a hundred, a couple of them|100 2",
        "half a million|500000",
        "$3.5m, 2bn, 4M users, 5 b|3500000 2000000000 4000000 5",
        "12k and $1,234.50|12000 1234.50",
        "EUR 85 or EUR85|85 85",
        "1.234,56 and 1.234.567|1234.56 1234567",
        "-$5.20, minus 7|-5.20 -7",
        "name,years Betty,48,15 or Ann,7|48 15 7",
        "Robert,81,237 or Ann,1,000,5|81 237 1 0 5",
        "53% of 0.5|53 0.5",
      })
  void find_numbersOfAnyForm_readsTheirValues(String text, String expected) {
    assertThat(values(text, false)).isEqualTo(expected);
  }

  @Test
  void find_integersOnly_leavesFractionsOut() {
    assertThat(values("7.0 or 7.5", true)).isEqualTo("7");
  }

  @Test
  void asShares_percentages_areSharesOfOne() {
    String text = "53 % now, 0.4 then, 7 percent";

    assertThat(NumberText.asShares(NumberText.find(text, false), text))
        .extracting(found -> found.value().toString())
        .containsExactly("0.53", "0.4", "0.07");
  }

  @Test
  void find_number_givesItsPlaceInTheText() {
    Found found = NumberText.find("costs $1,250.00 net", false).get(0);

    assertThat("costs $1,250.00 net".substring(found.start(), found.end())).isEqualTo("1,250.00");
  }

  private static String values(String text, boolean integers) {
    List<String> values =
        NumberText.find(text, integers).stream().map(found -> found.value().toString()).toList();
    return String.join(" ", values);
  }
}
