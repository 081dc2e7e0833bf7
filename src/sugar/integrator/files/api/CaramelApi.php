<?php

if (!defined('sugarEntry') || !sugarEntry) {
    die('Not A Valid Entry Point');
}

require_once 'custom/include/caramel/CaramelAccounts.php';
require_once 'custom/include/caramel/CaramelCall.php';
require_once 'custom/include/caramel/CaramelConnectionTest.php';
require_once 'custom/include/caramel/CaramelPeople.php';

/**
 * What the dashlets ask for, under /rest/v11_x/caramel. Every call checks that the user may see the
 * record, asks Caramel from this server, and answers without the key. If Caramel does not answer, the
 * answer is {"problem": {"code", "message"}} with HTTP 200: the dashlet shows it, and Sugar's own pages
 * for failed requests (log out, maintenance) stay out of the way.
 */
class CaramelApi extends SugarApi
{
    private static $people = array('Leads', 'Contacts', 'Prospects');

    /** The calls, as Sugar's REST API wants them described. */
    public function registerApiRest()
    {
        return array(
            'caramelTest' => $this->call(array('test'), array(''), 'test', 'Tests the connection to Caramel (administrators)'),
            'caramelHotProspects' => $this->call(array('hot-prospects'), array(''), 'hotProspects', 'Hot prospects, highest score first'),
            'caramelActivities' => $this->call(array('?', '?', 'activities'), array('module', 'record', ''), 'activities', 'What a person did or received'),
            'caramelTimeline' => $this->call(array('?', '?', 'timeline'), array('module', 'record', ''), 'timeline', 'What a person did or received, by day'),
            'caramelReport' => $this->call(array('Accounts', '?', 'report'), array('', 'record', ''), 'report', 'People of a company, their scores and activity'),
        );
    }

    /** Administrators only: a line for each account. */
    public function test(ServiceBase $api, array $args)
    {
        if (!$api->user->isAdmin()) {
            throw new SugarApiExceptionNotAuthorized();
        }
        $test = new CaramelConnectionTest(CaramelAccounts::ofConnector());
        return array('passed' => $test->passed, 'lines' => $test->lines);
    }

    /** Arguments: types (comma-separated, empty for all), days, limit. */
    public function activities(ServiceBase $api, array $args)
    {
        $bean = $this->visible($args['module'], $args['record'], self::$people);
        $email = CaramelPeople::emailOf($bean);
        if ($email === '') {
            return array('activities' => array(), 'reason' => 'no_email');
        }
        try {
            $answer = $this->ask($bean, $api, 'activities', array(
                'email' => $email,
                'types' => $this->words($args, 'types'),
                'days' => $this->number($args, 'days', 90, 1, 3650),
                'limit' => $this->number($args, 'limit', 20, 1, 200),
            ));
            $activities = self::listIn($answer, 'activities');
            return array(
                'activities' => self::withoutAddresses($activities),
                'reason' => count($activities) === 0 ? 'no_activities' : null,
            );
        } catch (CaramelProblem $problem) {
            return $this->told($problem, $api);
        }
    }

    /** Arguments: days. */
    public function timeline(ServiceBase $api, array $args)
    {
        $bean = $this->visible($args['module'], $args['record'], self::$people);
        $email = CaramelPeople::emailOf($bean);
        if ($email === '') {
            return array('days' => array(), 'reason' => 'no_email');
        }
        try {
            $days = array();
            $answer = $this->ask($bean, $api, 'timeline', array(
                'email' => $email,
                'days' => $this->number($args, 'days', 90, 1, 3650),
            ));
            foreach (self::listIn($answer, 'days') as $day) {
                $days[] = array(
                    'date' => isset($day['date']) ? $day['date'] : '',
                    'activities' => self::withoutAddresses(self::listIn($day, 'activities')),
                );
            }
            return array('days' => $days, 'reason' => count($days) === 0 ? 'no_activities' : null);
        } catch (CaramelProblem $problem) {
            return $this->told($problem, $api);
        }
    }

    /** Arguments: max_records, days, min_score, include_sends, include_opens. */
    public function hotProspects(ServiceBase $api, array $args)
    {
        $most = $this->number($args, 'max_records', 10, 1, 50);
        try {
            $account = CaramelAccounts::ofConnector()->forUser($api->user);
            $call = new CaramelCall();
            $answer = $call->get($account, 'hot-prospects', array(
                // More than is shown: those whose record the user may not see are left out here.
                'maxRecords' => min(100, $most * 2),
                'days' => $this->number($args, 'days', 30, 1, 3650),
                'minScore' => $this->number($args, 'min_score', 1, 0, 1000000),
                'includeSends' => $this->yes($args, 'include_sends'),
                'includeOpens' => $this->yes($args, 'include_opens'),
            ));
            $asked = self::listIn($answer, 'prospects');
            $prospects = CaramelPeople::seenBy($asked, $most);
            return array(
                'prospects' => $prospects,
                'reason' => count($prospects) > 0 ? null : self::whyNone($answer, $asked),
            );
        } catch (CaramelProblem $problem) {
            return $this->told($problem, $api);
        }
    }

    /** Arguments: days. */
    public function report(ServiceBase $api, array $args)
    {
        $bean = $this->visible('Accounts', $args['record'], array('Accounts'));
        $records = CaramelPeople::ofCompany($bean);
        if (count($records) === 0) {
            return array('people' => array(), 'timeline' => array(), 'reason' => 'no_people');
        }
        try {
            $answer = $this->ask($bean, $api, 'account-report', array(
                'emails' => implode(',', array_keys($records)),
                'days' => $this->number($args, 'days', 90, 1, 3650),
            ));
            $people = CaramelPeople::named(self::listIn($answer, 'people'), $records);
            $timeline = CaramelPeople::named(self::listIn($answer, 'timeline'), $records);
            return array(
                'summary' => isset($answer['summary']) && is_array($answer['summary']) ? $answer['summary'] : new stdClass(),
                'people' => $people,
                'timeline' => $timeline,
                'reason' => count($people) === 0 ? 'no_activities' : null,
            );
        } catch (CaramelProblem $problem) {
            return $this->told($problem, $api);
        }
    }

    private function call(array $path, array $names, $method, $help)
    {
        return array(
            'reqType' => 'GET',
            'path' => array_merge(array('caramel'), $path),
            'pathVars' => array_merge(array(''), $names),
            'method' => $method,
            'shortHelp' => $help,
            'longHelp' => '',
        );
    }

    /** The record, if there is one and the user may see it. */
    private function visible($module, $id, array $modules)
    {
        if (!in_array($module, $modules, true)) {
            throw new SugarApiExceptionNotFound();
        }
        $bean = BeanFactory::retrieveBean($module, $id);
        if (!$bean || empty($bean->id)) {
            throw new SugarApiExceptionNotFound();
        }
        if (!$bean->ACLAccess('view')) {
            throw new SugarApiExceptionNotAuthorized();
        }
        return $bean;
    }

    private function ask($bean, ServiceBase $api, $what, array $parameters)
    {
        $account = CaramelAccounts::ofConnector()->forRecord($bean, $api->user);
        $call = new CaramelCall();
        return $call->get($account, $what, $parameters);
    }

    /** Administrators read Caramel's own words, too: they can do something about it. */
    private function told(CaramelProblem $problem, ServiceBase $api)
    {
        $said = array('code' => $problem->reason, 'message' => $problem->getMessage());
        if ($api->user->isAdmin() && $problem->detail !== '') {
            $said['detail'] = $problem->detail;
        }
        return array('problem' => $said);
    }

    private function number(array $args, $name, $usual, $least, $most)
    {
        $given = isset($args[$name]) && is_numeric($args[$name]) ? (int) $args[$name] : $usual;
        return max($least, min($most, $given));
    }

    /** On unless it is switched off. */
    private function yes(array $args, $name)
    {
        return !isset($args[$name]) || !in_array($args[$name], array(false, 0, '0', 'false', ''), true);
    }

    private function words(array $args, $name)
    {
        $given = isset($args[$name]) && is_string($args[$name]) ? $args[$name] : '';
        return preg_match('/^[a-z,-]*$/', $given) ? trim($given, ',') : '';
    }

    private static function whyNone(array $answer, array $asked)
    {
        if (count($asked) > 0) {
            return 'not_visible';
        }
        $code = isset($answer['reasonCode']) ? $answer['reasonCode'] : '';
        return $code === 'no_lists' ? 'no_lists' : 'no_prospects';
    }

    private static function listIn(array $answer, $name)
    {
        $items = array();
        foreach (isset($answer[$name]) && is_array($answer[$name]) ? $answer[$name] : array() as $item) {
            if (is_array($item)) {
                $items[] = $item;
            }
        }
        return $items;
    }

    /** Whose activities they are is known; the address need not travel on. */
    private static function withoutAddresses(array $activities)
    {
        $kept = array();
        foreach ($activities as $activity) {
            unset($activity['email']);
            $kept[] = $activity;
        }
        return $kept;
    }
}
