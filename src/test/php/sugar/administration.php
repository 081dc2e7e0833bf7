<?php

require_once 'include/connectors/sources/SourceFactory.php';

/** The pages of the administration: connectors, API platforms, fields. */
function administration($path)
{
    if (!CurrentUser::$is->isAdmin()) {
        answer(403, array('error' => 'not_authorized'));
        return;
    }
    switch ($path) {
        case '/administration/connector':
            answer(200, $_SERVER['REQUEST_METHOD'] === 'POST' ? save(body()) : form());
            return;
        case '/administration/connector/test':
            answer(200, test(body()));
            return;
        case '/administration/platforms':
            $platforms = array();
            @include 'custom/application/Ext/Platforms/platforms.ext.php';
            answer(200, array_merge(array('base', 'mobile', 'portal'), $platforms));
            return;
        case '/administration/fields':
            answer(200, fields($_GET['lang'] ?? 'en_us'));
            return;
    }
    answer(404, array('error' => 'not_found'));
}

/** Set Connector Properties: a box for each property, with its label. */
function form()
{
    $source = SourceFactory::getSource('ext_rest_caramel');
    if ($source === null) {
        return array('connectors' => array());
    }
    $connector_strings = array();
    require ext_rest::folder('ext_rest_caramel') . '/language/' . ($_GET['lang'] ?? 'en_us') . '.lang.php';
    $boxes = array();
    foreach ($source->getProperties() as $name => $value) {
        $boxes[] = array('name' => $name, 'label' => $connector_strings[$name] ?? $name, 'value' => $value);
    }
    return array(
        'boxes' => $boxes,
        'help' => $connector_strings['LBL_LICENSING_INFO'],
        'testable' => $source->hasTestingEnabled(),
        'modules' => array_values($source->filterAllowedModules(array('Accounts', 'Bugs', 'Contacts', 'Leads', 'Prospects'))),
    );
}

function save(array $properties)
{
    $source = SourceFactory::getSource('ext_rest_caramel');
    $source->setProperties($properties);
    $source->saveConfig();
    return form();
}

/** Test Connector: saves what the form holds, then true, false or an exception's message. */
function test(array $properties)
{
    save($properties);
    $source = SourceFactory::getSource('ext_rest_caramel');
    foreach ($source->requiredForButton() as $name) {
        if ($source->getProperty($name) === '') {
            return array('html' => 'Not all required fields are set');
        }
    }
    try {
        return array('html' => $source->test() ? 'Test Successful' : 'Test Failed');
    } catch (Exception $e) {
        return array('html' => $e->getMessage());
    }
}

/** The fields that packages brought, with their labels. */
function fields($language)
{
    $fields = array();
    foreach (Store::get('custom_fields') as $id => $field) {
        $mod_strings = array();
        foreach (glob("custom/Extension/modules/{$field['module']}/Ext/Language/$language.*.php") as $file) {
            require $file;
        }
        $fields[$id] = array('label' => $mod_strings[$field['label']] ?? $field['label']) + $field;
    }
    return $fields;
}
