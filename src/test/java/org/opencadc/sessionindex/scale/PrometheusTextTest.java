package org.opencadc.sessionindex.scale;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PrometheusTextTest {
  private static final String TEXT =
      """
      # HELP apiserver_request_total Counter of requests
      # TYPE apiserver_request_total counter
      apiserver_request_total{code="200",resource="jobs",subresource="",verb="LIST"} 3
      apiserver_request_total{code="200",resource="jobs",subresource="status",verb="PUT"} 1.5e+01
      apiserver_request_total{code="410",resource="jobs",subresource="",verb="LIST"} 1
      apiserver_request_total_other{resource="jobs",verb="LIST"} 100
      bare_metric 7.25
      timed_metric{a="b, c=\\"d\\""} 2 1732500000000
      histogram_bucket{le="+Inf"} +Inf
      """;

  @Test
  void sumsTheSamplesThatHaveTheLabels() {
    PrometheusText text = PrometheusText.parse(TEXT);

    assertThat(text.sum("apiserver_request_total", Map.of("verb", "LIST"))).isEqualTo(4);
    assertThat(text.sum("apiserver_request_total", Map.of("code", "200"))).isEqualTo(18);
    assertThat(text.sum("bare_metric", Map.of())).isEqualTo(7.25);
    assertThat(text.sum("bare_metric", Map.of("verb", "LIST"))).isZero();
  }

  @Test
  void readsQuotedLabelsTimesAndInfinity() {
    PrometheusText text = PrometheusText.parse(TEXT);

    assertThat(text.sum("timed_metric", Map.of("a", "b, c=\\\"d\\\""))).isEqualTo(2);
    assertThat(text.sum("histogram_bucket", Map.of())).isInfinite();
  }

  @Test
  void keepsOnlyWhatIsWanted() {
    assertThat(PrometheusText.parse(TEXT, "bare_metric").samples()).hasSize(1);
  }

  @Test
  void theServersCountersAreReadByVerbAndResource() {
    ServerMetrics.Reading reading = new ServerMetrics(() -> TEXT).read();

    assertThat(reading.requests("LIST", "jobs")).isEqualTo(4);
    assertThat(reading.requests("PUT", "jobs", "status")).isEqualTo(15);
    assertThat(reading.requests("LIST", "pods")).isZero();
    assertThat(reading.requests()).isEqualTo(Map.of("LIST jobs", 4.0, "PUT jobs/status", 15.0));
  }
}
