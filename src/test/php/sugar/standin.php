<?php

/*
 * A stand-in for the parts of Sugar that Caramel's packages touch, written from what is publicly
 * documented of them and from nothing else. It keeps its data in sugar.json of the current folder,
 * which is the folder of the instance. It proves that the packages work as documented, not that
 * they work in Sugar.
 */

if (!defined('sugarEntry')) {
    define('sugarEntry', true);
}

/** What this Sugar holds: users, teams, records, and what packages brought. */
class Store
{
    private static $data;

    public static function get($name)
    {
        self::$data = self::$data ?? json_decode(file_get_contents('sugar.json'), true);
        return self::$data[$name] ?? array();
    }

    public static function set($name, $value)
    {
        self::get($name);
        self::$data[$name] = $value;
        file_put_contents('sugar.json', json_encode(self::$data, JSON_PRETTY_PRINT), LOCK_EX);
    }
}

/** The user of the request. */
class CurrentUser
{
    public static $is;
}

/** A record. Its properties are the fields, as in Sugar. */
#[AllowDynamicProperties]
class SugarBean
{
    public $module_name;

    public function __construct($module, array $fields = array())
    {
        $this->module_name = $module;
        foreach ($fields as $name => $value) {
            $this->$name = $value;
        }
    }

    /** Whether the role of the user allows something with this record. */
    public function ACLAccess($view)
    {
        return !in_array(CurrentUser::$is->id ?? '', $this->role_denies ?? array(), true);
    }

    public function isAdmin()
    {
        return !empty($this->is_admin);
    }

    public function load_relationship($name)
    {
        if ($this->module_name === 'Teams' && $name === 'users') {
            $this->users = new Link2('Users', $this->members);
            return true;
        }
        if (!isset($this->links[$name])) {
            return false;
        }
        $this->$name = new Link2(ucfirst($name), $this->links[$name]);
        return true;
    }

    /** Text compares without regard to case, as the usual databases of Sugar do. */
    public function retrieve_by_string_fields(array $fields, $encode = true)
    {
        foreach (Store::get('records')[$this->module_name] ?? array() as $row) {
            $equal = true;
            foreach ($fields as $name => $value) {
                $equal = $equal && strcasecmp((string) ($row[$name] ?? ''), (string) $value) === 0;
            }
            if ($equal) {
                return new SugarBean($this->module_name, $row);
            }
        }
        return null;
    }
}

/** The other side of a relationship. */
class Link2
{
    private $module;
    private $ids;

    public function __construct($module, array $ids)
    {
        $this->module = $module;
        $this->ids = $ids;
    }

    public function get()
    {
        return $this->ids;
    }

    public function getBeans()
    {
        $beans = array();
        foreach ($this->ids as $id) {
            $bean = BeanFactory::retrieveBean($this->module, $id);
            if ($bean) {
                $beans[$id] = $bean;
            }
        }
        return $beans;
    }
}

class BeanFactory
{
    public static function newBean($module)
    {
        return new SugarBean($module);
    }

    /** A record of the teams of the user, or of any team where the caller says so. */
    public static function retrieveBean($module, $id = null, $params = array())
    {
        foreach (Store::get('records')[$module] ?? array() as $row) {
            if ($row['id'] === $id) {
                return empty($params['disable_row_level_security']) && !self::ofTeam($row)
                    ? null
                    : new SugarBean($module, $row);
            }
        }
        return null;
    }

    private static function ofTeam(array $row)
    {
        $user = CurrentUser::$is;
        if ($user === null || $user->isAdmin() || empty($row['team_set_id'])) {
            return true;
        }
        foreach (Store::get('team_sets')[$row['team_set_id']] as $id) {
            $team = self::retrieveBean('Teams', $id, array('disable_row_level_security' => true));
            if (in_array($user->id, $team->members, true)) {
                return true;
            }
        }
        return false;
    }
}

// REST

class ServiceBase
{
    public $user;
}

abstract class SugarApi
{
    abstract public function registerApiRest();
}

class SugarApiException extends Exception
{
    public $httpCode = 400;
    public $errorLabel = 'unknown_error';
}

class SugarApiExceptionNotAuthorized extends SugarApiException
{
    public $httpCode = 403;
    public $errorLabel = 'not_authorized';
}

class SugarApiExceptionNotFound extends SugarApiException
{
    public $httpCode = 404;
    public $errorLabel = 'not_found';
}
