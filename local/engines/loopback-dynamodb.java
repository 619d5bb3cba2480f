import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import software.amazon.dynamodb.services.local.main.ServerRunner;
import software.amazon.dynamodb.services.local.server.DynamoDBProxyServer;

/**
 * Runs DynamoDB Local on the loopback address and rejects web pages (see web-pages.ts); by default it listens on every
 * interface and lets every page read and write.
 */
class LoopbackDynamoDb {
  public static void main(String[] options) throws Exception {
    DynamoDBProxyServer dynamoDb = ServerRunner.createServerFromCommandLineArgs(options);
    var field = DynamoDBProxyServer.class.getDeclaredField("server");
    field.setAccessible(true);
    Server server = (Server) field.get(dynamoDb);
    server.setHandler(new NoWebPages(server.getHandler()));
    for (Connector connector : server.getConnectors()) {
      ((ServerConnector) connector).setHost("127.0.0.1");
    }
    dynamoDb.start();
    dynamoDb.join();
  }

  static class NoWebPages extends Handler.Wrapper {
    NoWebPages(Handler handler) {
      super(handler);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
      HttpFields headers = request.getHeaders();
      String site = headers.get("Sec-Fetch-Site");
      String host = Request.getServerName(request);
      boolean isLoopback = "127.0.0.1".equals(host) || "localhost".equals(host);
      if (headers.contains(HttpHeader.ORIGIN) || (site != null && !"none".equals(site)) || !isLoopback) {
        Response.writeError(request, response, callback, 403, "web pages may not call this server");
        return true;
      }
      return super.handle(request, response, callback);
    }
  }
}
