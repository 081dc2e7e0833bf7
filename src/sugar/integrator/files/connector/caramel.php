<?php

if (!defined('sugarEntry') || !sugarEntry) {
    die('Not A Valid Entry Point');
}

require_once 'include/connectors/sources/ext/rest/rest.php';
require_once 'custom/include/caramel/CaramelConnectionTest.php';

/**
 * The connector "Caramel Integrator": holds the URL and API key of each account of Caramel that works
 * for this Sugar, and tests them.
 */
class ext_rest_caramel extends ext_rest
{
    private static $modules = array('Leads', 'Contacts', 'Prospects', 'Accounts');

    public function __construct()
    {
        parent::__construct();
        // No field is required: a Sugar may have accounts of teams only. The test says what is missing.
        $this->_required_config_fields = array();
        $this->_required_config_fields_for_button = array();
        $this->_has_testing_enabled = true;
        $this->_enable_in_wizard = false;
        $this->_enable_in_hover = false;
        $this->_enable_in_admin_mapping = false;
        $this->_enable_in_admin_search = false;
        $this->_enable_in_admin_display = true;
        $this->_enable_in_admin_properties = true;
    }

    /** The stored properties, with three boxes for each additional team that is asked for. */
    public function getProperties()
    {
        $stored = parent::getProperties();
        return $this->withTeams(is_array($stored) ? $stored : array());
    }

    /** Keeps the properties of as many teams as are asked for, without blanks around them. */
    public function setProperties($properties = array())
    {
        parent::setProperties($this->withTeams($properties));
    }

    /**
     * What Test Connector does.
     *
     * @return bool true if every account was let in and every team is one of this Sugar's
     * @throws Exception otherwise, with a line for each account; Sugar shows its message as HTML
     */
    public function test()
    {
        $test = new CaramelConnectionTest(new CaramelAccounts($this->getProperties()));
        if ($test->passed) {
            return true;
        }
        $lines = array();
        foreach ($test->lines as $line) {
            $lines[] = htmlspecialchars($line, ENT_QUOTES | ENT_SUBSTITUTE, 'UTF-8');
        }
        throw new Exception(implode('<br>', $lines));
    }

    /** Enable Connectors offers the modules that there are dashlets for. */
    public function filterAllowedModules($moduleList)
    {
        $allowed = array();
        foreach ($moduleList as $key => $module) {
            if (in_array($module, self::$modules, true)) {
                $allowed[$key] = $module;
            }
        }
        return $allowed;
    }

    /** The connector looks nothing up by itself; the dashlets do. */
    public function getItem($args = array(), $module = null)
    {
        return array();
    }

    /** The connector looks nothing up by itself; the dashlets do. */
    public function getList($args = array(), $module = null)
    {
        return array();
    }

    private function withTeams(array $properties)
    {
        $count = CaramelAccounts::count($properties);
        $kept = array();
        foreach (array('url', 'api_key') as $name) {
            $kept[$name] = isset($properties[$name]) ? trim((string) $properties[$name]) : '';
        }
        $kept['teams'] = (string) $count;
        for ($i = 1; $i <= $count; $i++) {
            foreach (array("team{$i}_name", "team{$i}_url", "team{$i}_key") as $name) {
                $kept[$name] = isset($properties[$name]) ? trim((string) $properties[$name]) : '';
            }
        }
        return $kept;
    }
}
