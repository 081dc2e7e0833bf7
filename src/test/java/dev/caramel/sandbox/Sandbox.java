package dev.caramel.sandbox;

import dev.caramel.sandbox.auth.TokenEndpoints;
import dev.caramel.sandbox.auth.Users;
import dev.caramel.sandbox.catalog.SugarField;
import dev.caramel.sandbox.control.ControlEndpoints;
import dev.caramel.sandbox.control.Faults;
import dev.caramel.sandbox.control.Meanwhile;
import dev.caramel.sandbox.control.RequestLog;
import dev.caramel.sandbox.filter.Listing;
import dev.caramel.sandbox.http.Dispatcher;
import dev.caramel.sandbox.http.Instance;
import dev.caramel.sandbox.http.RestHandler;
import dev.caramel.sandbox.http.Router;
import dev.caramel.sandbox.http.SugarServer;
import dev.caramel.sandbox.rest.BulkEndpoint;
import dev.caramel.sandbox.rest.LinkEndpoints;
import dev.caramel.sandbox.rest.MeEndpoints;
import dev.caramel.sandbox.rest.MetadataEndpoints;
import dev.caramel.sandbox.rest.ReadEndpoints;
import dev.caramel.sandbox.rest.SyncKeyEndpoints;
import dev.caramel.sandbox.rest.WriteEndpoints;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A SugarCRM that runs in this process and is reached by HTTP, as a client would reach a real one.
 *
 * <p>Log in as {@code admin}, {@code caramel} (both see everything; the second is no
 * administrator), {@code east} (sees the team East only), {@code ines} (Spanish, Madrid) or {@code
 * gone} (inactive); every password is {@code sandbox}.
 */
public final class Sandbox implements AutoCloseable {

  private final Instance instance;
  private final Sugar sugar;
  private final Faults faults = new Faults();
  private final Meanwhile meanwhile = new Meanwhile();
  private final RequestLog requests = new RequestLog();
  private final AtomicReference<RestHandler> parts = new AtomicReference<>();
  private final SugarServer server;
  private final String folder;

  Sandbox(Instance instance, int port, String folder) {
    this.instance = instance;
    this.folder = folder;
    this.sugar = new Sugar(instance);
    Dispatcher dispatcher = new Dispatcher(instance, routes());
    RestHandler rest = new RestHandler(instance, dispatcher, faults, meanwhile, requests);
    parts.set(rest);
    Router control = new Router();
    new ControlEndpoints(this).addTo(control);
    this.server = new SugarServer(port, folder, rest, control);
  }

  private Router routes() {
    Router router = new Router();
    Listing listing = new Listing(instance);
    new TokenEndpoints(instance).addTo(router);
    new MeEndpoints(instance).addTo(router);
    new MetadataEndpoints(instance).addTo(router);
    new BulkEndpoint(instance, request -> parts.get().part(request)).addTo(router);
    new SyncKeyEndpoints(instance, listing).addTo(router);
    new LinkEndpoints(instance, listing).addTo(router);
    new WriteEndpoints(instance).addTo(router);
    new ReadEndpoints(instance, listing).addTo(router);
    return router;
  }

  /**
   * Begins to describe a sandbox.
   *
   * @return a builder with Sugar 13.0, 60 leads, 40 contacts, 30 prospects, any free port
   */
  public static SandboxBuilder builder() {
    return new SandboxBuilder();
  }

  /**
   * The URL of the instance.
   *
   * @return for example {@code http://127.0.0.1:8181}, without a slash at the end
   */
  public String url() {
    return "http://127.0.0.1:" + server.port() + folder;
  }

  /**
   * Changes data as another user.
   *
   * @return the database's front door
   */
  public Sugar sugar() {
    return sugar;
  }

  /**
   * The faults that wait for their request.
   *
   * @return may be added to and cleared
   */
  public Faults faults() {
    return faults;
  }

  /**
   * What others do while a client works.
   *
   * @return may be added to and cleared
   */
  public Meanwhile meanwhile() {
    return meanwhile;
  }

  /**
   * The last requests.
   *
   * @return the log
   */
  public RequestLog requests() {
    return requests;
  }

  /**
   * The habits.
   *
   * @return may be changed at any time
   */
  public Switches switches() {
    return instance.switches();
  }

  /**
   * Sugar's clock.
   *
   * @return may be moved and stopped
   */
  public SandboxClock clock() {
    return instance.clock();
  }

  /**
   * Who can log in.
   *
   * @return may be added to
   */
  public Users users() {
    return instance.users();
  }

  /**
   * The Sugar that is played.
   *
   * @return its parts
   */
  public Instance instance() {
    return instance;
  }

  /**
   * Installs a field, as a package or Studio does.
   *
   * @param module the module
   * @param field the field
   */
  public void install(String module, SugarField field) {
    instance.store().install(module, field);
  }

  /**
   * Removes a field.
   *
   * @param module the module
   * @param field its name
   */
  public void remove(String module, String field) {
    instance.store().remove(module, field);
  }

  @Override
  public void close() {
    instance.pause().close();
    server.close();
  }
}
