package org.opencadc.sessionindex.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.OptionalLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantitiesTest {
  /** Suffixes of the Kubernetes grammar, each with its factor as exact text. */
  private static final List<String> SUFFIXES =
      List.of(
          "=1",
          "n=0.000000001",
          "u=0.000001",
          "m=0.001",
          "k=1000",
          "M=1000000",
          "G=1000000000",
          "T=1000000000000",
          "P=1000000000000000",
          "E=1000000000000000000",
          "Ki=1024",
          "Mi=1048576",
          "Gi=1073741824",
          "Ti=1099511627776",
          "Pi=1125899906842624",
          "Ei=1152921504606846976",
          "e0=1",
          "E0=1",
          "e3=1000",
          "E+2=100",
          "e-2=0.01",
          "E-06=0.000001");

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1, 1000",
    "2, 2000",
    "500m, 500",
    "0.5, 500",
    ".5, 500",
    "5., 5000",
    "1.0, 1000",
    "+1, 1000",
    "-0, 0",
    "0.0001, 1",
    "1.0001, 1001",
    "100u, 1",
    "1000u, 1",
    "1001u, 2",
    "1n, 1",
    "1000001n, 2",
    "0n, 0",
    "20750m, 20750",
    "1e3, 1000000",
    "1E3, 1000000",
    "1e-3, 1",
    "1.5e0, 1500",
    "1k, 1000000",
    "1M, 1000000000",
    "1Ki, 1024000",
    "0.5Ki, 512000",
    "00012, 12000",
    "1e-999999, 1",
    "0e999999, 0",
    "0e-999999, 0",
    "1099511627776m, 1099511627776",
    "1073741824, 1073741824000",
    "1Gi, 1073741824000",
  })
  void cpuIsReadInThousandthsRoundedUp(String text, long millis) {
    assertThat(Quantities.cpuMillis(text)).hasValue(millis);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1, 1",
    "128974848, 128974848",
    "129e6, 129000000",
    "129M, 129000000",
    "123Mi, 128974848",
    "93696Mi, 98247376896",
    "2.5Gi, 2684354560",
    "1451212372Ki, 1486041468928",
    "1Ti, 1099511627776",
    "1.5Ti, 1649267441664",
    "1P, 1000000000000000",
    "1Pi, 1125899906842624",
    "0.0009765625Ei, 1125899906842624",
    "0.001E, 1000000000000000",
    "1m, 1",
    "1500m, 2",
    "1.5, 2",
    "0.1, 1",
    "1.0000000000000000000000001, 2",
    "123456789.123M, 123456789123000",
    "1125899906842624, 1125899906842624",
  })
  void unitsAreReadWholeRoundedUp(String text, long units) {
    assertThat(Quantities.units(text)).hasValue(units);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        " ",
        "+",
        "-",
        ".",
        "-.",
        "1 ",
        " 1",
        "1 Gi",
        "1.1.1",
        "1.1.M",
        "1+1.0M",
        "0.1mi",
        "0.1am",
        "aoeu",
        ".5i",
        "1i",
        "-3.01i",
        "-3.01e-",
        "1e",
        "1e+",
        "1e1.5",
        "1e3Ki",
        "1Kii",
        "1mi",
        "1ki",
        "1gi",
        "1K",
        "1g",
        "1ee3",
        "1e3e3",
        "Gi",
        "m",
        "0x10",
        "1_000",
        "1,5",
        "NaN",
        "Infinity",
        "--1",
        "+-1",
        "\u0661",
        "1e\u0663",
        "1e1000000",
        "1\u0000",
        "1 "
      })
  void whatIsNoQuantityIsNotRead(String text) {
    assertThat(Quantities.cpuMillis(text)).isEmpty();
    assertThat(Quantities.units(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "-1Gi", "-0.001", "-1n", "-1e3", "-1e-999999"})
  void aNegativeQuantityIsNotRead(String text) {
    assertThat(Quantities.cpuMillis(text)).isEmpty();
    assertThat(Quantities.units(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1125899906842625",
        "1125899906842624.1",
        "1.1Pi",
        "2Pi",
        "1Ei",
        "1E",
        "999999999999999E",
        "999999999999999Ei",
        "9223372036854775808",
        "18446744073709551616",
        "1e18",
        "1e999999",
        "99999999999999999999999999999999999999"
      })
  void anAbsurdQuantityIsNotRead(String text) {
    assertThat(Quantities.units(text)).isEmpty();
    assertThat(Quantities.cpuMillis(text)).isEmpty();
  }

  @Test
  void theLimitOfCpuIsItsOwn() {
    assertThat(Quantities.cpuMillis("1099511627777m")).isEmpty();
    assertThat(Quantities.cpuMillis("1099511628")).isEmpty();
    assertThat(Quantities.cpuMillis("1Ti")).isEmpty();
    assertThat(Quantities.cpuMillis("1T")).isEmpty();
  }

  @Test
  void endlessTextIsNotRead() {
    assertThat(Quantities.units("0".repeat(127) + "1")).hasValue(1);
    assertThat(Quantities.units("0".repeat(128) + "1")).isEmpty();
  }

  @Property(tries = 2000)
  void everyFormIsExact(@ForAll("numbers") String number, @ForAll("suffixes") String suffix) {
    int at = suffix.indexOf('=');
    String text = number + suffix.substring(0, at);
    BigDecimal value = new BigDecimal(number).multiply(new BigDecimal(suffix.substring(at + 1)));

    assertThat(Quantities.units(text)).isEqualTo(expected(value, 1L << 50));
    assertThat(Quantities.cpuMillis(text))
        .isEqualTo(expected(value.multiply(BigDecimal.valueOf(1000)), 1L << 40));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1, 1m",
    "500, 500m",
    "1000, 1",
    "20750, 20750m",
    "304000, 304",
    "1000000, 1000"
  })
  void cpuIsWrittenInCoresOrThousandths(long millis, String text) {
    assertThat(Quantities.cpuText(millis)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1, 1",
    "1000, 1000",
    "1023, 1023",
    "1024, 1Ki",
    "1025, 1025",
    "1536, 1536",
    "2048, 2Ki",
    "1048576, 1Mi",
    "98247376896, 93696Mi",
    "4294967296, 4Gi",
    "1486041468928, 1451212372Ki",
    "1099511627776, 1Ti",
    "1125899906842624, 1Pi",
    "1152921504606846976, 1Ei",
    "9223372036854775807, 9223372036854775807",
    "-1024, -1Ki",
  })
  void bytesAreWrittenWithTheLargestExactSuffix(long bytes, String text) {
    assertThat(Quantities.bytesText(bytes)).isEqualTo(text);
  }

  @Property(tries = 500)
  void whatIsWrittenReadsTheSame(@ForAll @LongRange(min = 0, max = 1L << 40) long amount) {
    assertThat(Quantities.cpuMillis(Quantities.cpuText(amount))).hasValue(amount);
    assertThat(Quantities.units(Quantities.bytesText(amount * 1024))).hasValue(amount * 1024);
    assertThat(Quantities.units(Quantities.unitsText(amount))).hasValue(amount);
  }

  @Provide
  Arbitrary<String> numbers() {
    Arbitrary<String> sign = Arbitraries.of("", "", "", "+", "-");
    Arbitrary<String> digits = Arbitraries.strings().numeric().ofMinLength(1).ofMaxLength(19);
    Arbitrary<String> fraction = Arbitraries.strings().numeric().ofMaxLength(12).map(f -> "." + f);
    return Combinators.combine(sign, digits, Arbitraries.oneOf(Arbitraries.just(""), fraction))
        .as((s, d, f) -> s + d + f);
  }

  @Provide
  Arbitrary<String> suffixes() {
    return Arbitraries.of(SUFFIXES);
  }

  private static OptionalLong expected(BigDecimal value, long most) {
    BigDecimal rounded = value.setScale(0, RoundingMode.CEILING);
    return value.signum() < 0 || rounded.compareTo(BigDecimal.valueOf(most)) > 0
        ? OptionalLong.empty()
        : OptionalLong.of(rounded.longValueExact());
  }
}
