/*
 * A stand-in for what Sugar's pages give to a dashlet, written from what is publicly documented: the
 * "app" with its api, lang, date and router, views made of metadata, controller and template, and
 * the plugin "Dashlet". Backbone, Underscore, jQuery, Handlebars and Moment are the real ones.
 *
 * The address of the page says what it shows: user, lang, module, record, dashlets (names with
 * commas), libraries ("newest", or "sugar" for those that Sugar is known to bring along), wide.
 */
(async function() {
    'use strict';

    const query = new URLSearchParams(location.search);
    const user = query.get('user');
    const libraries = {
        newest: ['underscore/underscore-umd.js', 'backbone/backbone.js'],
        sugar: ['underscore-of-sugar/underscore.js', 'backbone-of-sugar/backbone.js']
    };
    for (const file of ['jquery/dist/jquery.js', 'handlebars/dist/handlebars.js', 'moment/moment.js']
        .concat(libraries[query.get('libraries') || 'newest'])) {
        await new Promise((done, failed) => {
            const script = document.createElement('script');
            Object.assign(script, {src: '/node_modules/' + file, onload: done, onerror: failed});
            document.head.append(script);
        });
    }
    const metadata = await (await fetch('/rest/v11_20/metadata?lang=' + query.get('lang'), {
        headers: {'OAuth-Token': user}
    })).json();
    document.documentElement.lang = query.get('lang').substring(0, 2);

    // app

    const formats = {d: 'DD', m: 'MM', Y: 'YYYY', H: 'HH', h: 'hh', i: 'mm', a: 'a'};
    const inWordsOfMoment = format => format.replace(/[a-zA-Z]/g, letter => formats[letter]);
    const app = {
        api: {
            buildURL: (module, action, attributes, parameters) => '/rest/v11_20/' + module +
                (_.isEmpty(parameters) ? '' : '?' + $.param(parameters)),
            call: (method, url, data, callbacks) => $.ajax({
                url: url,
                headers: {'OAuth-Token': user},
                dataType: 'json',
                success: callbacks.success,
                error: failure => callbacks.error({status: failure.status}),
                complete: callbacks.complete
            })
        },
        lang: {
            get: key => metadata.app_strings[key] || key,
            getAppListStrings: name => metadata.app_list_strings[name]
        },
        date: at => {
            const date = moment(at);
            date.formatUser = dateOnly => date.format(inWordsOfMoment(
                metadata.user.datef + (dateOnly ? '' : ' ' + metadata.user.timef)));
            return date;
        },
        router: {
            buildRoute: (module, id) => module + '/' + id
        }
    };

    // Views

    const View = Backbone.View.extend({
        initialize(options) {
            Object.assign(this, _.pick(options, 'name', 'meta', 'context', 'module', 'template'));
            this.settings = new Backbone.Model(this.meta.dashlets[0].config);
            this.initDashlet('main');
            this.render();
            this.loadData();
        },
        render() {
            this.$el.html(this.template(this));
            return this;
        },
        loadData() {},
        initDashlet() {},
        dispose() {
            this.disposed = true;
            this.remove();
        },
        show() { this.$el.show(); },
        hide() { this.$el.hide(); },
        isVisible() { return this.$el.is(':visible'); },
        bindDataChange() {},
        closestComponent() {},
        getField() {},
        getFields() {},
        getLabel() {},
        hasUnsavedChanges() { return false; }
    });
    const hooks = ['plugins', 'events', 'initDashlet', 'loadData'];
    const properties = ['name', 'label', 'type', 'meta', 'context', 'module', 'model', 'collection', 'layout',
        'template', 'settings', 'fields', 'options', 'title', 'state', 'text', 'url', 'record'];

    function viewOf(name) {
        const controller = new Function('app', 'return (' + metadata.views[name].controller + ')')(app);
        Object.keys(controller).forEach(member => {
            // What a view of Sugar has under that name would be lost, or ours would be called for it.
            if (!hooks.includes(member) && (member in View.prototype || properties.includes(member))) {
                console.error(name + ' takes the name of a member of every view: ' + member);
            }
        });
        return View.extend(controller);
    }

    // The page

    const contextOf = (module, id) => {
        const context = new Backbone.Model({module: module});
        if (module !== 'Home') {
            const model = new Backbone.Model(id ? {id: id} : {});
            model.module = module;
            context.set('model', model);
        }
        return context;
    };
    let shown = [];

    function show(module, id) {
        shown.forEach(view => view.dispose());
        $('main').empty().toggleClass('wide', query.has('wide'));
        $('h1').text(module === 'Home' ? 'Home' : (metadata.records[module] || {})[id] || module);
        document.title = $('h1').text();
        shown = query.get('dashlets').split(',')
            .filter(name => metadata.views[name].meta.dashlets[0].filter.module.includes(module))
            .map(name => add(name, contextOf(module, id)));
    }

    function add(name, context) {
        const dashlet = metadata.views[name];
        const title = app.lang.get(dashlet.meta.dashlets[0].label);
        const place = $('<article class="dashlet"><div class="dashlet-header"><h2></h2>' +
            '<button class="btn" type="button" data-do="edit">Edit</button>' +
            '<button class="btn" type="button" data-do="refresh">Refresh</button></div></article>');
        place.attr('id', name).appendTo('main').find('h2').text(title);
        const view = new (viewOf(name))({
            el: $('<div>').appendTo(place)[0],
            name: name,
            meta: dashlet.meta,
            context: context,
            module: context.get('module'),
            template: Handlebars.compile(dashlet.template)
        });
        place.find('[data-do=refresh]').on('click', () => view.loadData());
        place.find('[data-do=edit]').on('click', () => edit(view, place));
        return view;
    }

    // The settings of a dashlet, as its metadata describe them

    function edit(view, place) {
        const form = $('<form>');
        view.meta.panels[0].fields.forEach(field => {
            const box = input(field, view.settings.get(field.name)).attr('name', field.name);
            const label = $('<label>').text(app.lang.get(field.label)).appendTo(form);
            field.type === 'bool' ? label.addClass('check').prepend(box) : label.append(box);
        });
        $('<button class="btn">Save</button>').appendTo(form);
        place.append(form);
        form.on('submit', event => {
            event.preventDefault();
            view.meta.panels[0].fields.forEach(field => {
                const box = form.find('[name=' + field.name + ']');
                view.settings.set(field.name, field.type === 'bool' ? box.is(':checked') : box.val());
            });
            form.remove();
            view.loadData();
        });
    }

    function input(field, value) {
        if (field.type === 'enum') {
            const select = $('<select>').prop('multiple', !!field.isMultiSelect);
            _.each(app.lang.getAppListStrings(field.options), (label, key) => {
                $('<option>').val(key).text(label).appendTo(select);
            });
            return select.val(value);
        }
        return field.type === 'bool' ?
            $('<input type="checkbox">').prop('checked', value) :
            $('<input type="number">').val(value);
    }

    window.addEventListener('hashchange', () => show(...location.hash.substring(1).split('/').map(decodeURIComponent)));
    show(query.get('module') || 'Home', query.get('record'));
}());
