<?php

/** Finds the endpoint among those that packages brought, and answers with what it returns. */
function rest($path)
{
    $parts = explode('/', trim($path, '/'));
    if (!preg_match('/^v\d+(_\d+)?$/', $parts[1] ?? '')) {
        answer(404, array('error' => 'no_method'));
        return;
    }
    $parts = array_map('rawurldecode', array_slice($parts, 2));
    if ($parts === array('metadata')) {
        require 'metadata.php';
        answer(200, metadata($_GET['lang'] ?? 'en_us'));
        return;
    }
    try {
        foreach (glob('custom/clients/base/api/*Api.php') as $file) {
            require_once $file;
            $class = basename($file, '.php');
            $endpoint = new $class();
            foreach ($endpoint->registerApiRest() as $call) {
                $args = match_call($call, $parts);
                if ($args !== null) {
                    $service = new ServiceBase();
                    $service->user = CurrentUser::$is;
                    answer(200, $endpoint->{$call['method']}($service, $args + $_GET));
                    return;
                }
            }
        }
        throw new SugarApiExceptionNotFound('Could not find a route');
    } catch (SugarApiException $e) {
        answer($e->httpCode, array('error' => $e->errorLabel, 'error_message' => $e->getMessage()));
    }
}

function match_call(array $call, array $parts)
{
    if ($call['reqType'] !== $_SERVER['REQUEST_METHOD'] || count($call['path']) !== count($parts)) {
        return null;
    }
    $args = array();
    foreach ($call['path'] as $i => $expected) {
        if ($expected !== '?' && $expected !== $parts[$i]) {
            return null;
        }
        if ($call['pathVars'][$i] !== '') {
            $args[$call['pathVars'][$i]] = $parts[$i];
        }
    }
    return $args;
}
