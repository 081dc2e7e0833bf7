package dev.caramel.sandbox.rest;

import dev.caramel.sandbox.Switch;
import dev.caramel.sandbox.auth.SugarUser;
import dev.caramel.sandbox.auth.Visibility;
import dev.caramel.sandbox.http.Call;
import dev.caramel.sandbox.http.Instance;
import dev.caramel.sandbox.http.SugarError;
import dev.caramel.sandbox.store.Row;
import dev.caramel.sandbox.store.Store;

/** Finds modules and records for a caller, or refuses them. */
final class Access {

  private final Instance instance;

  Access(Instance instance) {
    this.instance = instance;
  }

  /** The module of a call, for an action of reference 7.7. */
  String module(Call call, String action) {
    String module = call.variable("module");
    check(module, call.user(), action);
    return module;
  }

  /** Refuses a module that is not served, or an action that is denied. */
  void check(String module, SugarUser user, String action) {
    boolean addresses = module.equals(Store.ADDRESSES);
    if (!instance.store().has(module)
        || (addresses && instance.on(Switch.EMAIL_ADDRESSES_NOT_FOUND))) {
      throw new SugarError("not_found");
    }
    boolean forbidden = addresses && instance.on(Switch.EMAIL_ADDRESSES_FORBIDDEN);
    if (forbidden || !user.role().may(module, action)) {
      throw new SugarError("not_authorized");
    }
  }

  /** The record of a call that reads it. */
  Row record(Call call, String action) {
    return record(module(call, action), call.variable("id"), call.user());
  }

  /** A live record that the user sees. */
  Row record(String module, String id, SugarUser user) {
    Row row = instance.store().live(module, id);
    if (row == null) {
      throw new SugarError("not_found.record", id, module);
    }
    if (!new Visibility(user).sees(row)) {
      throw instance.on(Switch.INVISIBLE_IS_FORBIDDEN)
          ? new SugarError("not_authorized")
          : new SugarError("not_found.record", id, module);
    }
    return row;
  }
}
