package embedding;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.gradlang.Grad;
import org.gradlang.GradException;
import org.gradlang.Limits;

/**
 * An HTTP service that runs whatever script is posted to it: each request has an engine of its own,
 * which grants nothing and stops at its limits.
 */
public final class ScoringService implements AutoCloseable {
  private static final int LARGEST_SCRIPT = 100_000;
  private static final Limits LIMITS =
      Limits.none().steps(100_000).callDepth(200).deadline(Duration.ofSeconds(2));

  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(4);

  /** Listens on this machine alone, on a free port. */
  ScoringService() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/score", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readNBytes(LARGEST_SCRIPT + 1);
      if (body.length > LARGEST_SCRIPT) {
        respond(exchange, 413, "the script is too long\n");
      } else {
        score(exchange, new String(body, StandardCharsets.UTF_8));
      }
    }
  }

  private static void score(HttpExchange exchange, String script) throws IOException {
    StringWriter out = new StringWriter();
    try (Grad grad = Grad.builder().out(out).threads(1).limits(LIMITS).build()) {
      String value = grad.eval("request.grad", script).toString();
      respond(exchange, 200, out + value + "\n");
    } catch (GradException e) {
      respond(exchange, e.kind().equals("LimitError") ? 429 : 400, e.rendered());
    }
  }

  private static void respond(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  /** Runs the example. */
  public static void main(String[] args) throws IOException, InterruptedException {
    try (ScoringService service = new ScoringService();
        HttpClient client = HttpClient.newHttpClient()) {
      for (String script :
          new String[] {
            "softmax(tensor([1., 2., 3.]), 0).argmax().item()",
            "let x = 1\nx.missing",
            "while True { }",
            "io.read_text(\"/etc/passwd\")"
          }) {
        URI uri = URI.create("http://localhost:" + service.port() + "/score");
        HttpRequest request =
            HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.ofString(script)).build();
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        String first = response.body().lines().findFirst().orElse("");
        System.out.println(response.statusCode() + " " + first);
      }
    }
  }
}
