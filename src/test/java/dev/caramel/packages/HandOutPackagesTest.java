package dev.caramel.packages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.caramel.testkit.RunningCaramel;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A Sugar administrator, who has no key of Caramel, gets the packages from it. */
class HandOutPackagesTest {
  @RegisterExtension
  static final RunningCaramel caramel = RunningCaramel.withSandbox(sandbox -> sandbox.leads(1));

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void every_link_of_the_page_leads_to_a_file() throws Exception {
    HttpResponse<byte[]> page = get("/packages/");

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("Content-Type")).contains("text/html;charset=UTF-8");
    Matcher link =
        Pattern.compile("href=\"(/packages/[^\"]+)\"")
            .matcher(new String(page.body(), StandardCharsets.UTF_8));
    int links = 0;
    for (; link.find(); links++) {
      assertThat(get(link.group(1)).statusCode()).as(link.group(1)).isEqualTo(200);
    }
    assertThat(links).isEqualTo(4);
  }

  @Test
  void a_package_arrives_as_it_was_built_and_is_saved_under_its_name() throws Exception {
    HttpResponse<byte[]> zip = get("/packages/caramel-integrator.zip");

    assertThat(zip.body()).isEqualTo(SugarZip.built(SugarZip.INTEGRATOR).bytes());
    assertThat(zip.headers().firstValue("Content-Type")).contains("application/zip");
    assertThat(zip.headers().firstValue("Content-Disposition"))
        .contains("attachment; filename=\"caramel-integrator.zip\"");
  }

  @Test
  void what_is_no_package_is_not_found() throws Exception {
    assertThat(get("/packages/application.yaml").statusCode()).isEqualTo(404);
    assertThat(get("/packages/..%2Fapplication.yaml").statusCode()).isBetween(400, 404);
  }

  @Test
  void the_address_without_its_slash_leads_to_the_page() throws Exception {
    assertThat(get("/packages").headers().firstValue("Location")).contains("/packages/");
  }

  @Test
  void nothing_that_a_visitor_sends_comes_back() throws Exception {
    assertThat(get("/packages/?secret=s3cret").headers().map().toString()).doesNotContain("s3cret");
  }

  private HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(caramel.url() + path)).build();
    return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
  }
}
