package dev.caramel.sandbox.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.caramel.sandbox.auth.Session;
import dev.caramel.sandbox.auth.SugarUser;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One call of the REST API, after version, session and route are known. */
public final class Call {

  private final RawRequest request;
  private final ApiVersion version;
  private final List<String> path;
  private final Map<String, String> variables;
  private final @Nullable Session session;
  private final @Nullable SugarUser user;
  private final ObjectNode query;
  private final JsonNode body;

  Call(
      RawRequest request,
      ApiVersion version,
      List<String> path,
      Map<String, String> variables,
      @Nullable Session session,
      @Nullable SugarUser user) {
    this.request = request;
    this.version = version;
    this.path = path;
    this.variables = variables;
    this.session = session;
    this.user = user;
    this.query = QueryText.tree(request.query());
    this.body = parse(request.body());
  }

  private static JsonNode parse(byte[] bytes) {
    if (bytes.length == 0) {
      return MissingNode.getInstance();
    }
    try {
      return Json.read(bytes);
    } catch (IOException e) {
      // What Sugar answers to broken JSON is not known (reference 4.9); this is an assumption.
      throw new SugarError("invalid_parameter");
    }
  }

  /**
   * The verb.
   *
   * @return in upper case
   */
  public String method() {
    return request.method();
  }

  /**
   * The version that was asked for.
   *
   * @return the version
   */
  public ApiVersion version() {
    return version;
  }

  /**
   * The path after the version.
   *
   * @return its decoded segments
   */
  public List<String> path() {
    return path;
  }

  /**
   * A part of the path that the route names.
   *
   * @param name the name in braces
   * @return its decoded value
   */
  public String variable(String name) {
    return variables.getOrDefault(name, "");
  }

  /**
   * A header.
   *
   * @param name its name
   * @return its value, or null
   */
  public @Nullable String header(String name) {
    return request.header(name);
  }

  /**
   * The headers.
   *
   * @return by name in lower case
   */
  public Map<String, String> headers() {
    return request.headers();
  }

  /**
   * The body.
   *
   * @return the tree, a missing node if there is none
   */
  public JsonNode body() {
    return body;
  }

  /**
   * The body as an object.
   *
   * @return the object, empty if there is no body
   * @throws SugarError 422 if the body is something else
   */
  public ObjectNode fields() {
    if (body.isMissingNode() || body.isNull() || body.isArray() && body.isEmpty()) {
      return Json.object();
    }
    if (body instanceof ObjectNode object) {
      return object;
    }
    throw new SugarError("invalid_parameter");
  }

  /**
   * The arguments: those of the query, over them those of the body.
   *
   * @return by name
   */
  public ObjectNode arguments() {
    ObjectNode all = query.deepCopy();
    if (body instanceof ObjectNode object) {
      all.setAll(object);
    }
    return all;
  }

  /**
   * The caller.
   *
   * @return the user
   * @throws SugarError 401 if nobody is logged in
   */
  public SugarUser user() {
    if (user == null) {
      throw new SugarError("need_login");
    }
    return user;
  }

  /**
   * The caller's session.
   *
   * @return the session
   * @throws SugarError 401 if nobody is logged in
   */
  public Session session() {
    if (session == null) {
      throw new SugarError("need_login");
    }
    return session;
  }
}
