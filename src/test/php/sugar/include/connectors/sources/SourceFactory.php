<?php

require_once 'include/connectors/sources/ext/rest/rest.php';

class SourceFactory
{
    public static function getSource($class, $call_init = true)
    {
        $folder = ext_rest::folder($class);
        if (!is_dir($folder)) {
            return null;
        }
        require_once $folder . '/' . basename($folder) . '.php';
        $source = new $class();
        $source->init();
        return $source;
    }
}
