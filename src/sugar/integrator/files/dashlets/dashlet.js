/*
 * The controller of Caramel's four dashlets. The package copies it to each of them, and the name of the
 * view says which one it is: Sugar does not promise that a base view of a package is there before the
 * views that extend it.
 *
 * All texts are prepared here and written by Handlebars' {{}}, which escapes them: names, assets and
 * page titles come from anybody who fills in a form.
 */
({
    plugins: ['Dashlet'],

    events: {
        'click [data-caramel=retry]': 'retry'
    },

    /** What each dashlet asks for: path, and the settings that go along. */
    calls: {
        'caramel-activity-history': {path: 'activities', settings: ['types', 'days', 'limit']},
        'caramel-marketing-timeline': {path: 'timeline', settings: ['days']},
        'caramel-hot-prospects': {
            path: 'hot-prospects',
            home: true,
            settings: ['max_records', 'days', 'min_score', 'include_sends', 'include_opens']
        },
        'caramel-account-report': {path: 'report', settings: ['days']}
    },

    /** Sugar calls this with the way in which the dashlet is shown: main, preview or config. */
    initDashlet: function(view) {
        this.shown = view;
        this.asked = 0;
        this.say({loading: true});
    },

    /** Sugar calls this at first, on Refresh, and after the settings were changed. */
    loadData: function(options) {
        var done = options && _.isFunction(options.complete) ? options.complete : function() {};
        var url = this.shown === 'config' ? null : this.url();
        if (!url) {
            this.say({reason: this.label('LBL_CARAMEL_NO_RECORD')});
            done();
            return;
        }
        var asked = ++this.asked;
        this.say({loading: true});
        this.render();
        app.api.call('read', url, null, {
            success: _.bind(function(answer) {
                this.answered(asked, answer);
            }, this),
            error: _.bind(function(failure) {
                this.failed(asked, failure);
            }, this),
            complete: done
        });
    },

    retry: function(event) {
        event.preventDefault();
        this.focusAfter = true;
        this.loadData();
    },

    // The call

    url: function() {
        var call = this.calls[this.name];
        var path = ['caramel'];
        if (!call.home) {
            var record = this.record();
            if (!record || !record.get('id')) {
                return null;
            }
            path.push(record.module || record.get('_module'), encodeURIComponent(record.get('id')));
        }
        path.push(call.path);
        return app.api.buildURL(path.join('/'), null, null, this.parameters(call.settings));
    },

    /** The record that the page is about; a dashboard beside it has it in its parent's context. */
    record: function() {
        var context = this.context;
        while (context && _.contains(['Home', 'Dashboards', undefined], context.get('module'))) {
            context = context.parent;
        }
        return context ? context.get('model') : null;
    },

    parameters: function(names) {
        var parameters = {};
        _.each(names, function(name) {
            var value = this.settings.get(name);
            if (_.isArray(value)) {
                value = value.join(',');
            }
            if (value === true || value === false) {
                value = value ? '1' : '0';
            }
            if (!_.isUndefined(value) && !_.isNull(value) && value !== '') {
                parameters[name] = value;
            }
        }, this);
        return parameters;
    },

    // The answer

    answered: function(asked, answer) {
        if (this.disposed || asked !== this.asked) {
            return;
        }
        if (answer && answer.problem) {
            this.complain(answer.problem.code, answer.problem.message, answer.problem.detail);
        } else {
            this.show(answer || {});
        }
        this.renderAnswer();
    },

    failed: function(asked, failure) {
        if (this.disposed || asked !== this.asked) {
            return;
        }
        var code = failure && (failure.status === 403 || failure.status === 404) ? 'not_allowed' : 'sugar';
        this.complain(code, '');
        this.renderAnswer();
    },

    renderAnswer: function() {
        this.render();
        if (this.focusAfter) {
            // The button that was pressed is gone: keep the place of who works by keyboard.
            this.focusAfter = false;
            this.$('.caramel-dashlet').trigger('focus');
        }
    },

    complain: function(code, message, detail) {
        var key = 'LBL_CARAMEL_PROBLEM_' + String(code).toUpperCase();
        var sentence = this.label(key);
        this.say({
            problem: sentence === key ? (message || this.label('LBL_CARAMEL_PROBLEM_SUGAR')) : sentence,
            detail: detail
        });
    },

    show: function(answer) {
        var people = this.people(answer.prospects || answer.people);
        var state = {
            prospects: answer.prospects && people,
            people: answer.people && people,
            summary: answer.people && this.summary(answer.summary || {}),
            activities: this.activities(answer.activities || answer.timeline),
            days: answer.days && this.days(answer.days)
        };
        if (answer.reason) {
            var key = 'LBL_CARAMEL_EMPTY_' + String(answer.reason).toUpperCase();
            state = {reason: this.label(key), reasonText: answer.reasonText};
        }
        this.say(state);
    },

    activities: function(list) {
        return _.map(list || [], function(activity) {
            var types = app.lang.getAppListStrings('caramel_activity_types') || {};
            var url = String(activity.url || '');
            return {
                what: types[activity.type] || activity.type,
                asset: activity.asset || (this.isAddress(url) ? url : ''),
                // Only what a browser opens as a page becomes a link.
                url: this.isAddress(url) ? url : null,
                at: activity.at,
                when: this.time(activity.at),
                day: this.day(activity.at),
                points: activity.points ? this.signed(activity.points) : '',
                name: activity.name,
                route: this.route(activity.record)
            };
        }, this);
    },

    /** Caramel's days are those of UTC; people live in their own. */
    days: function(days) {
        var all = this.activities(_.flatten(_.pluck(days, 'activities')));
        return _.map(_.groupBy(all, 'day'), function(activities, day) {
            return {day: day, activities: activities};
        });
    },

    people: function(list) {
        return _.map(list || [], function(person) {
            var score = _.isObject(person.score) ? person.score.total : person.score;
            return {
                name: person.name || person.email || this.label('LBL_CARAMEL_NAMELESS'),
                title: person.title,
                company: person.company,
                owner: person.owner,
                score: _.isUndefined(score) || _.isNull(score) ? '' : score,
                at: person.lastActivity,
                when: this.time(person.lastActivity),
                route: this.route(person.record)
            };
        }, this);
    },

    summary: function(summary) {
        return _.compact(_.map(['people', 'activities', 'score'], function(name) {
            if (!_.isNumber(summary[name])) {
                return null;
            }
            return {label: this.label('LBL_CARAMEL_SUMMARY_' + name.toUpperCase()), value: summary[name]};
        }, this));
    },

    // Words, times and places

    say: function(state) {
        this.state = state;
        this.text = this.texts();
        this.title = this.label('LBL_' + this.name.replace(/-/g, '_').toUpperCase());
    },

    texts: function() {
        var texts = {};
        _.each(['LOADING', 'RETRY', 'NAME', 'COMPANY', 'OWNER', 'SCORE', 'LAST_ACTIVITY', 'PEOPLE', 'RECENT',
            'DETAIL'], function(word) {
            texts[word.toLowerCase()] = this.label('LBL_CARAMEL_' + word);
        }, this);
        return texts;
    },

    label: function(key) {
        return app.lang.get(key, this.module) || key;
    },

    time: function(at) {
        return at ? app.date(at).formatUser() : '';
    },

    day: function(at) {
        return at ? app.date(at).formatUser(true) : '';
    },

    signed: function(points) {
        return points > 0 ? '+' + points : String(points);
    },

    isAddress: function(url) {
        return /^https?:\/\//i.test(url);
    },

    route: function(record) {
        return record && record.module && record.id ?
            '#' + app.router.buildRoute(record.module, encodeURIComponent(record.id)) :
            null;
    }
})
