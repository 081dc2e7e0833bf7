<?php

/** What the class of a connector extends. */
#[AllowDynamicProperties]
class ext_rest
{
    protected $_config = array();
    protected $_required_config_fields = array();
    protected $_required_config_fields_for_button = array();
    protected $_has_testing_enabled = false;

    public function __construct()
    {
        $this->loadConfig();
    }

    public function init()
    {
    }

    public function loadConfig()
    {
        $config = array();
        require self::folder(get_class($this)) . '/config.php';
        $this->_config = $config;
    }

    public function saveConfig()
    {
        $text = "<?php\n\n\$config = " . var_export($this->_config, true) . ";\n";
        file_put_contents(self::folder(get_class($this)) . '/config.php', $text, LOCK_EX);
    }

    public function getProperties()
    {
        return $this->_config['properties'] ?? array();
    }

    public function getProperty($name)
    {
        return $this->getProperties()[$name] ?? '';
    }

    public function setProperties($properties = array())
    {
        $this->_config['properties'] = $properties;
    }

    public function hasTestingEnabled()
    {
        return $this->_has_testing_enabled;
    }

    public function requiredForButton()
    {
        return $this->_required_config_fields_for_button;
    }

    /** The folder of a class is its name with slashes for "_". */
    public static function folder($class)
    {
        return 'custom/modules/Connectors/connectors/sources/' . str_replace('_', '/', $class);
    }
}
