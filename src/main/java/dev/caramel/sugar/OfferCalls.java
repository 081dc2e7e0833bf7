package dev.caramel.sugar;

import dev.caramel.api.NoSuchThing;
import dev.caramel.api.Page;
import dev.caramel.api.WrongRequest;
import java.util.List;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the API tells of Sugar: whether it can be reached, and what of it can be imported. */
@Component
public class OfferCalls {
  private final Sugar sugar;
  private final SugarTester tester;
  private final SugarOffers offers;

  OfferCalls(Sugar sugar, SugarTester tester, SugarOffers offers) {
    this.sugar = sugar;
    this.tester = tester;
    this.offers = offers;
  }

  /**
   * Tests a connection step by step.
   *
   * @param connection name of the connection; null for the default one
   * @throws WrongRequest if none of that name is configured
   */
  public SugarTestReport test(@Variable("connection") @Nullable String connection) {
    return tester.test(known(connection));
  }

  /**
   * A page of the modules that a list can be made of.
   *
   * @param connection name of the connection; null for the default one
   * @param after name of the module behind which to begin; null for the first page
   */
  public Page<ModuleOffer> modules(
      @Variable("connection") @Nullable String connection,
      @Variable("after") @Nullable String after,
      @Variable("limit") int limit) {
    List<ModuleOffer> modules = offers.modules(known(connection));
    return Page.slice("modules", modules, after, limit, ModuleOffer::name);
  }

  /**
   * A page of the fields that a column can be mapped to.
   *
   * @param connection name of the connection; null for the default one
   * @param module name of the module
   * @param after name of the field behind which to begin; null for the first page
   * @throws NoSuchThing if Sugar has no such module, or our user may not see it
   */
  public Page<FieldOffer> fields(
      @Variable("connection") @Nullable String connection,
      @Variable("module") String module,
      @Variable("after") @Nullable String after,
      @Variable("limit") int limit) {
    List<FieldOffer> fields =
        offers
            .fields(known(connection), module)
            .orElseThrow(
                () -> new NoSuchThing("Sugar shows our user no module \"" + module + "\"."));
    return Page.slice("fields", fields, after, limit, FieldOffer::name);
  }

  /**
   * A page of Sugar's target lists, by name.
   *
   * @param connection name of the connection; null for the default one
   * @param after id of the target list behind which to begin; null for the first page
   */
  public Page<TargetListOffer> targetLists(
      @Variable("connection") @Nullable String connection,
      @Variable("after") @Nullable String after,
      @Variable("limit") int limit) {
    List<TargetListOffer> lists = offers.targetLists(known(connection));
    return Page.slice("targetLists", lists, after, limit, TargetListOffer::id);
  }

  private @Nullable String known(@Nullable String connection) {
    if (connection != null && !sugar.hasConnection(connection)) {
      String names = String.join(", ", sugar.connections());
      throw WrongRequest.of(
          "connection", "There is no connection \"" + connection + "\". There are: " + names + ".");
    }
    return connection;
  }
}
