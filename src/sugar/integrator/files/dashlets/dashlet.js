/*
 * The controller of Caramel's four dashlets. The package copies it to each of them, and the name of the
 * view says which one it is: Sugar does not promise that a base view of a package is there before the
 * views that extend it.
 *
 * All texts are prepared here and written by Handlebars' {{}}, which escapes them: names, assets and
 * page titles come from anybody who fills in a form.
 *
 * Sugar's views have members of their own (show, url, title ...) and get more with every release: ours
 * all begin with "caramel", so that none takes the place of one of theirs.
 */
({
    plugins: ['Dashlet'],

    events: {
        'click [data-caramel=retry]': 'caramelRetry'
    },

    /** What each dashlet asks for: path, and the settings that go along. */
    caramelCalls: {
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
        this.caramelView = view;
        this.caramelAsked = 0;
        this.caramelSay({loading: true});
    },

    /** Sugar calls this at first, on Refresh, and after the settings were changed. */
    loadData: function(options) {
        var done = options && _.isFunction(options.complete) ? options.complete : function() {};
        var url = this.caramelView === 'config' ? null : this.caramelUrl();
        var asked = ++this.caramelAsked;
        if (!url) {
            this.caramelSay({reason: this.caramelLabel('LBL_CARAMEL_NO_RECORD')});
            this.render();
            done();
            return;
        }
        this.caramelSay({loading: true});
        this.render();
        app.api.call('read', url, null, {
            success: _.bind(function(answer) {
                this.caramelAnswered(asked, answer);
            }, this),
            error: _.bind(function(failure) {
                this.caramelFailed(asked, failure);
            }, this),
            complete: done
        });
    },

    caramelRetry: function(event) {
        event.preventDefault();
        this.caramelFocus = true;
        this.loadData();
    },

    // The call

    caramelUrl: function() {
        var call = this.caramelCalls[this.name];
        var path = ['caramel'];
        if (!call.home) {
            var record = this.caramelRecord();
            if (!record || !record.get('id')) {
                return null;
            }
            path.push(record.module || record.get('_module'), encodeURIComponent(record.get('id')));
        }
        path.push(call.path);
        return app.api.buildURL(path.join('/'), null, null, this.caramelParameters(call.settings));
    },

    /** The record that the page is about; a dashboard beside it has it in its parent's context. */
    caramelRecord: function() {
        var context = this.context;
        while (context && _.contains(['Home', 'Dashboards', undefined], context.get('module'))) {
            context = context.parent;
        }
        return context ? context.get('model') : null;
    },

    caramelParameters: function(names) {
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

    caramelAnswered: function(asked, answer) {
        if (this.disposed || asked !== this.caramelAsked) {
            return;
        }
        if (answer && answer.problem) {
            this.caramelComplain(answer.problem.code, answer.problem.message, answer.problem.detail);
        } else {
            this.caramelTell(answer || {});
        }
        this.caramelRender();
    },

    caramelFailed: function(asked, failure) {
        if (this.disposed || asked !== this.caramelAsked) {
            return;
        }
        var code = failure && (failure.status === 403 || failure.status === 404) ? 'not_allowed' : 'sugar';
        this.caramelComplain(code, '');
        this.caramelRender();
    },

    caramelRender: function() {
        this.render();
        if (this.caramelFocus) {
            // The button that was pressed is gone: keep the place of who works by keyboard.
            this.caramelFocus = false;
            this.$('.caramel-dashlet').trigger('focus');
        }
    },

    caramelComplain: function(code, message, detail) {
        var key = 'LBL_CARAMEL_PROBLEM_' + String(code).toUpperCase();
        var sentence = this.caramelLabel(key);
        this.caramelSay({
            problem: sentence === key ? (message || this.caramelLabel('LBL_CARAMEL_PROBLEM_SUGAR')) : sentence,
            detail: detail
        });
    },

    caramelTell: function(answer) {
        var people = this.caramelPeople(answer.prospects || answer.people);
        var state = {
            prospects: answer.prospects && people,
            // A column in which nobody has anything is left out.
            owners: _.some(people, 'owner'),
            companies: _.some(people, 'company'),
            people: answer.people && people,
            summary: answer.people && this.caramelSummary(answer.summary || {}),
            activities: this.caramelActivities(answer.activities || answer.timeline),
            days: answer.days && this.caramelDays(answer.days)
        };
        if (answer.reason) {
            var key = 'LBL_CARAMEL_EMPTY_' + String(answer.reason).toUpperCase();
            state = {reason: this.caramelLabel(key)};
        }
        this.caramelSay(state);
    },

    caramelActivities: function(list) {
        return _.map(list || [], function(activity) {
            var types = app.lang.getAppListStrings('caramel_activity_types') || {};
            var url = String(activity.url || '');
            return {
                what: types[activity.type] || activity.type,
                asset: activity.asset || (this.caramelIsAddress(url) ? url : ''),
                // Only what a browser opens as a page becomes a link.
                url: this.caramelIsAddress(url) ? url : null,
                at: activity.at,
                when: this.caramelTime(activity.at),
                hour: this.caramelHour(activity.at),
                day: this.caramelDay(activity.at),
                points: activity.points ? this.caramelSigned(activity.points) : '',
                name: activity.name,
                route: this.caramelRoute(activity.record)
            };
        }, this);
    },

    /** By day and kind. Caramel's days are those of UTC; people live in their own. */
    caramelDays: function(days) {
        var all = _.sortBy(this.caramelActivities(_.flatten(_.pluck(days, 'activities'))), 'at').reverse();
        return _.map(_.groupBy(all, 'day'), function(ofDay, day) {
            return {
                day: day,
                kinds: _.map(_.groupBy(ofDay, 'what'), function(activities, what) {
                    return {what: what, times: activities.length, activities: activities};
                })
            };
        });
    },

    caramelPeople: function(list) {
        return _.map(list || [], function(person) {
            var score = _.isObject(person.score) ? person.score.total : person.score;
            return {
                name: person.name || person.email || this.caramelLabel('LBL_CARAMEL_NAMELESS'),
                title: person.title,
                company: person.company,
                owner: person.owner,
                score: _.isUndefined(score) || _.isNull(score) ? '' : score,
                at: person.lastActivity,
                when: this.caramelTime(person.lastActivity),
                route: this.caramelRoute(person.record)
            };
        }, this);
    },

    caramelSummary: function(summary) {
        return _.compact(_.map(['people', 'activities', 'score'], function(name) {
            if (!_.isNumber(summary[name])) {
                return null;
            }
            return {label: this.caramelLabel('LBL_CARAMEL_SUMMARY_' + name.toUpperCase()), value: summary[name]};
        }, this));
    },

    // Words, times and places

    /** What the template shows. */
    caramelSay: function(state) {
        this.caramel = {
            state: state,
            text: this.caramelTexts(),
            title: this.caramelLabel('LBL_' + this.name.replace(/-/g, '_').toUpperCase())
        };
    },

    caramelTexts: function() {
        var texts = {};
        _.each(['LOADING', 'RETRY', 'NAME', 'COMPANY', 'OWNER', 'SCORE', 'LAST_ACTIVITY', 'PEOPLE', 'RECENT',
            'DETAIL'], function(word) {
            texts[word.toLowerCase()] = this.caramelLabel('LBL_CARAMEL_' + word);
        }, this);
        return texts;
    },

    caramelLabel: function(key) {
        return app.lang.get(key, this.module) || key;
    },

    caramelTime: function(at) {
        return at ? app.date(at).formatUser() : '';
    },

    caramelDay: function(at) {
        return at ? app.date(at).formatUser(true) : '';
    },

    /** The time without its day, where the user's format begins with the day. */
    caramelHour: function(at) {
        var time = this.caramelTime(at);
        var day = this.caramelDay(at);
        return day && time.indexOf(day + ' ') === 0 ? time.substring(day.length + 1) : time;
    },

    caramelSigned: function(points) {
        return points > 0 ? '+' + points : String(points);
    },

    caramelIsAddress: function(url) {
        return /^https?:\/\//i.test(url);
    },

    caramelRoute: function(record) {
        return record && record.module && record.id ?
            '#' + app.router.buildRoute(record.module, encodeURIComponent(record.id)) :
            null;
    }
})
