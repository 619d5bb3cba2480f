// Made from the API's OpenAPI document by `npm run generate`.

export interface paths {
    "/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the API's entry points */
        get: operations["showStart"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Check the API's health */
        get: operations["showHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get this OpenAPI document */
        get: operations["showOpenapi"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get the caller with their workspaces and capabilities */
        get: operations["showMe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Store how the caller wants the console; replaces all settings */
        put: operations["writeSettings"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/catalog": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List operation types with their input schemas */
        get: operations["showCatalog"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/notifications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List notifications about the caller's completed runs, newest first */
        get: operations["listNotifications"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/notifications/{id}/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Mark a notification as read */
        post: operations["readNotification"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspaces/{ws}/operations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List runs that the caller may see, newest first
         * @description Requires the capability `tenant.operations.view`.
         */
        get: operations["listRuns"];
        put?: never;
        /** Start an operation exactly once */
        post: operations["startOperation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspaces/{ws}/operations/summary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the hub's summary: counts by tab, the most urgent issue and figures
         * @description Requires the capability `tenant.operations.view`.
         */
        get: operations["showSummary"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspaces/{ws}/operations/causes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List open work by concrete cause, most urgent first
         * @description Requires the capability `tenant.operations.view`.
         */
        get: operations["listCauses"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspaces/{ws}/operations/causes/{cause}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Dry run of running a cause again: what is already true, what is needed, and what a person decides
         * @description Requires the capability `tenant.operations.view`.
         */
        get: operations["showCause"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspaces/{ws}/operations/activity": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List active work, one line each
         * @description Requires the capability `tenant.operations.view`.
         */
        get: operations["showActivity"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspaces/{ws}/operations/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get hourly metrics: runs by outcome, wait time and run time
         * @description Requires the capability `tenant.operations.view`.
         */
        get: operations["showMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspaces/{ws}/operations/{run}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get one run with its history
         * @description Requires the capability `tenant.operations.view`.
         */
        get: operations["showRun"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspaces/{ws}/operations/{run}/reconcile": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reconcile a run with stored proof now
         * @description Requires the capability `tenant.operations.start`.
         */
        post: operations["reconcileRun"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspaces/{ws}/operations/{run}/actions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Acknowledge, cancel or repeat a run, if the run offers it
         * @description Requires the capability `tenant.operations.start`.
         */
        post: operations["actOnRun"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspaces/{ws}/bulk-actions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Acknowledge, cancel or repeat many runs, each if it offers it
         * @description Requires the capability `tenant.operations.start`.
         */
        post: operations["startBulkAction"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspaces/{ws}/bulk-actions/{bulk}/continue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Work off the next runs of a bulk action of the caller
         * @description Requires the capability `tenant.operations.start`.
         */
        post: operations["continueBulkAction"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspaces/{ws}/bulk-actions/{bulk}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a bulk action with the result of each run
         * @description Requires the capability `tenant.operations.view`.
         */
        get: operations["showBulkAction"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspaces/{ws}/views": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the saved views of the hub that the workspace shares, by name
         * @description Requires the capability `tenant.operations.view`.
         */
        get: operations["listViews"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspaces/{ws}/views/{view}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Save a view of the hub for the workspace, or replace one
         * @description Requires the capability `tenant.operations.start`.
         */
        put: operations["writeView"];
        post?: never;
        /**
         * Remove a saved view of the hub
         * @description Requires the capability `tenant.operations.start`.
         */
        delete: operations["removeView"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspaces/{ws}/waves": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Start one operation in many environments, a few at a time, with a canary and a stop rule
         * @description Requires the capability `tenant.waves.start`.
         */
        post: operations["startWave"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspaces/{ws}/waves/{wave}/targets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the targets of a wave by state, failed ones first, with the counts of all states
         * @description Requires the capability `tenant.operations.view`.
         */
        get: operations["listWaveTargets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspaces/{ws}/waves/{wave}/plan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show what an ended dry wave has planned: what can be executed now, and what is left out and why
         * @description Requires the capability `tenant.operations.view`.
         */
        get: operations["showWavePlan"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspaces/{ws}/waves/{wave}/run-again": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Start a further wave over the targets of an ended one that still need it
         * @description Requires the capability `tenant.waves.start`.
         */
        post: operations["repeatWave"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspaces/{ws}/schedules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the schedules that the caller may see, worst first
         * @description Requires the capability `tenant.schedules.view`.
         */
        get: operations["listSchedules"];
        put?: never;
        /**
         * Create a schedule that starts an operation in one environment, or as a wave in several
         * @description Requires the capability `tenant.schedules.manage`.
         */
        post: operations["createSchedule"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspaces/{ws}/schedules/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the next ten slots of a rule in local time, with changes of the clock
         * @description Requires the capability `tenant.schedules.view`.
         */
        get: operations["previewSchedule"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspaces/{ws}/schedules/{schedule}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a schedule with its next slots and the newest entries of its ledger
         * @description Requires the capability `tenant.schedules.view`.
         */
        get: operations["showSchedule"];
        /**
         * Replace the settings of a schedule; the caller becomes its owner
         * @description Requires the capability `tenant.schedules.manage`.
         */
        put: operations["editSchedule"];
        post?: never;
        /**
         * Remove a schedule; its runs stay, and its ledger for 400 days
         * @description Requires the capability `tenant.schedules.manage`.
         */
        delete: operations["removeSchedule"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspaces/{ws}/schedules/{schedule}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Pause a schedule; its slots are skipped until it is resumed
         * @description Requires the capability `tenant.schedules.manage`.
         */
        post: operations["pauseSchedule"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspaces/{ws}/schedules/{schedule}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Resume a paused schedule; the caller becomes its owner
         * @description Requires the capability `tenant.schedules.manage`.
         */
        post: operations["resumeSchedule"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspaces/{ws}/schedules/{schedule}/run": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Start the work of a schedule now; the start fills no slot
         * @description Requires the capability `tenant.operations.start`.
         */
        post: operations["runSchedule"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspaces/{ws}/schedules/{schedule}/occurrences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what became of the slots of a schedule, newest first
         * @description Requires the capability `tenant.schedules.view`.
         */
        get: operations["listOccurrences"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspaces/{ws}/promises/matrix": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show which environments are as promised, worst first
         * @description Requires the capability `tenant.promises.view`.
         */
        get: operations["showPromiseMatrix"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspaces/{ws}/promises": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the promises of the workspace with their current exceptions
         * @description Requires the capability `tenant.promises.view`.
         */
        get: operations["listPromises"];
        put?: never;
        /**
         * Promise a proof within a time, in all environments or some
         * @description Requires the capability `tenant.promises.manage`.
         */
        post: operations["createPromise"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspaces/{ws}/promises/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Change a promise
         * @description Requires the capability `tenant.promises.manage`.
         */
        put: operations["writePromise"];
        post?: never;
        /**
         * End a promise
         * @description Requires the capability `tenant.promises.manage`.
         */
        delete: operations["removePromise"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspaces/{ws}/promises/{id}/exceptions/{env}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Except an environment from a promise until an instant, or end the exception
         * @description Requires the capability `tenant.promises.manage`.
         */
        put: operations["writePromiseException"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspaces/{ws}/plans": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List plans that wait for an approval or for their execution
         * @description Requires the capability `tenant.operations.view`.
         */
        get: operations["listPlans"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspaces/{ws}/plans/{plan}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a plan: what it changes, and its approval
         * @description Requires the capability `tenant.operations.view`.
         */
        get: operations["showPlan"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspaces/{ws}/plans/{plan}/request": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Request the approval of a plan by another person */
        post: operations["requestApproval"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspaces/{ws}/plans/{plan}/decision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Approve or refuse a plan that another person has requested
         * @description Requires the capability `tenant.approvals.decide`.
         */
        post: operations["decidePlan"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspaces/{ws}/alerts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List alerts, open ones by default, the newest first
         * @description Requires the capability `tenant.alerts.view`.
         */
        get: operations["listAlerts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspaces/{ws}/alerts/{alert}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get an alert with what each channel was sent about it
         * @description Requires the capability `tenant.alerts.view`.
         */
        get: operations["showAlert"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspaces/{ws}/alerts/{alert}/snooze": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Snooze an open alert until an instant, or end its snooze
         * @description Requires the capability `tenant.alerts.snooze`.
         */
        put: operations["snoozeAlert"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspaces/{ws}/alert-rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the rules that turn causes into alerts
         * @description Requires the capability `tenant.alerts.view`.
         */
        get: operations["listAlertRules"];
        put?: never;
        /**
         * Create an alert rule
         * @description Requires the capability `tenant.alerts.manage`.
         */
        post: operations["createAlertRule"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspaces/{ws}/alert-rules/{rule}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Change an alert rule
         * @description Requires the capability `tenant.alerts.manage`.
         */
        put: operations["writeAlertRule"];
        post?: never;
        /**
         * End an alert rule; alerts that no other rule asks for are closed
         * @description Requires the capability `tenant.alerts.manage`.
         */
        delete: operations["removeAlertRule"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspaces/{ws}/channels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the channels for alerts, and how they deliver
         * @description Requires the capability `tenant.alerts.view`.
         */
        get: operations["listAlertChannels"];
        put?: never;
        /**
         * Create a channel for alerts
         * @description Requires the capability `tenant.alerts.manage`.
         */
        post: operations["createAlertChannel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspaces/{ws}/channels/{channel}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Change a channel; a failing one is tried again at once
         * @description Requires the capability `tenant.alerts.manage`.
         */
        put: operations["writeAlertChannel"];
        post?: never;
        /**
         * End a channel; nothing is sent to it any more
         * @description Requires the capability `tenant.alerts.manage`.
         */
        delete: operations["removeAlertChannel"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspaces/{ws}/channels/{channel}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a test message to a channel, as a delivery
         * @description Requires the capability `tenant.alerts.manage`.
         */
        post: operations["testAlertChannel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspaces/{ws}/channels/{channel}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the deliveries to a channel with their attempts, newest first
         * @description Requires the capability `tenant.alerts.view`.
         */
        get: operations["listAlertDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspaces/{ws}/overview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the status overview of the workspace
         * @description Requires the capability `tenant.core.view`.
         */
        get: operations["showOverview"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspaces/{ws}/inbox": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List open issues by cause
         * @description Requires the capability `tenant.operations.view`.
         */
        get: operations["showInbox"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspaces/{ws}/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List audit entries, newest first
         * @description Requires the capability `audit.view`.
         */
        get: operations["listAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspaces/{ws}/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List current and former members
         * @description Requires the capability `tenant.members.view`.
         */
        get: operations["listMembers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspaces/{ws}/members/{user}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Add a member, or change their role
         * @description Requires the capability `tenant.members.manage`.
         */
        put: operations["writeMember"];
        post?: never;
        /**
         * End a membership; the member's history stays
         * @description Requires the capability `tenant.members.manage`.
         */
        delete: operations["removeMember"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspaces/{ws}/environments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List environments that the caller may see, by id
         * @description Requires the capability `tenant.core.view`.
         */
        get: operations["listEnvironments"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspaces/{ws}/environments/{env}/archive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Archive an environment: no work starts there, and its history stays readable
         * @description Requires the capability `tenant.settings.manage`.
         */
        post: operations["archiveEnvironment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspaces/{ws}/environments/{env}/unarchive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Restore an environment from the archive
         * @description Requires the capability `tenant.settings.manage`.
         */
        post: operations["unarchiveEnvironment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspaces/{ws}/environments/{env}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Create or rename an environment
         * @description Requires the capability `tenant.settings.manage`.
         */
        put: operations["writeEnvironment"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspaces/{ws}/environments/{env}/dashboard": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the dashboard of one environment
         * @description Requires the capability `tenant.core.view`.
         */
        get: operations["showDashboard"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspaces/{ws}/environments/{env}/permissions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List who has which capability in an environment
         * @description Requires the capability `tenant.core.view`.
         */
        get: operations["listPermissions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspaces/{ws}/environments/{env}/records/{kind}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List records of one kind: snapshots and reviews newest first, others by id */
        get: operations["listRecords"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspaces/{ws}/environments/{env}/records/{kind}/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get one record */
        get: operations["showRecord"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspaces/{ws}/environments/{env}/records/policies/{id}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the contents a policy has had, newest first
         * @description Requires the capability `tenant.policies.view`.
         */
        get: operations["listPolicyVersions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspaces/{ws}/environments/{env}/records/policies/{id}/document": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the document of a policy, with its secrets masked
         * @description Requires the capability `tenant.policies.view`.
         */
        get: operations["showPolicyDocument"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspaces/{ws}/environments/{env}/records/policies/{id}/comparison": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Compare two versions of a policy, setting by setting
         * @description Requires the capability `tenant.policies.view`.
         */
        get: operations["comparePolicyVersions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspaces/{ws}/environments/{env}/records/restore-runs/{id}/items/{item}/comparison": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Compare a policy as previewed with the backup, setting by setting
         * @description Requires the capability `tenant.policies.view`.
         */
        get: operations["compareRestoreItem"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspaces/{ws}/environments/{env}/records/evidence-snapshots/{id}/comparison": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Compare an evidence snapshot with an earlier one, policy by policy
         * @description Requires the capability `environment_review.view`.
         */
        get: operations["compareEvidence"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspaces/{ws}/environments/{env}/records/provider-connections/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Create or replace a provider connection
         * @description Requires the capability `tenant.providers.manage`.
         */
        put: operations["writeProviderConnection"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspaces/{ws}/environments/{env}/records/environment-reviews/{id}/publish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Publish a ready review
         * @description Requires the capability `environment_review.manage`.
         */
        post: operations["publishReview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspaces/{ws}/environments/{env}/records/backup-schedules/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Create, change or archive a backup schedule of the environment
         * @description Requires the capability `tenant.backups.manage`.
         */
        put: operations["writeBackupSchedule"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspaces/{ws}/environments/{env}/records/backup-sets/{id}/hold": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Keep a backup set from retention and purges, or give it free
         * @description Requires the capability `tenant.backups.manage`.
         */
        post: operations["holdBackupSet"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspaces/{ws}/environments/{env}/records/baseline-profiles/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Create or change a baseline profile of the environment
         * @description Requires the capability `environment_review.manage`.
         */
        put: operations["writeBaselineProfile"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspaces/{ws}/environments/{env}/records/drift-findings/{id}/decisions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Accept the current value of a drift finding, or revoke the acceptance
         * @description Requires the capability `tenant.drift.ack`.
         */
        post: operations["decideFinding"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspaces/{ws}/environments/{env}/records/review-packs/{id}/download": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Get a link to a review pack for five minutes; each link is audited
         * @description Requires the capability `environment_review.view`.
         */
        post: operations["downloadReviewPack"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspaces/{ws}/operations/{run}/evidence-bundle": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Get the evidence of a run as a signed file; each download is audited
         * @description Requires the capability `operations.diagnostics`.
         */
        post: operations["downloadEvidence"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspaces/{ws}/environments/{env}/records/policy-exports/{id}/download": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Get a link to an export of policies for five minutes; each link is audited
         * @description Requires the capability `tenant.backups.manage`.
         */
        post: operations["downloadPolicyExport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/system/operations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List runs of all workspaces: all, failed or stuck
         * @description Requires the capability `platform.operations.view`.
         */
        get: operations["listSystemRuns"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/system/operations/{run}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get one run as the platform plane sees it
         * @description Requires the capability `platform.operations.view`.
         */
        get: operations["showSystemRun"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/system/operations/{run}/triage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Retry a run, cancel it, or mark it as investigated
         * @description Requires the capability `platform.operations.manage`.
         */
        post: operations["triageRun"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/system/workspaces/{ws}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Create a workspace with its first owner, rename it, or appoint a missing owner
         * @description Requires the capability `platform.operations.manage`.
         */
        put: operations["writeWorkspace"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Problem: {
            type: string;
            title: string;
            status: number;
            /** @enum {string} */
            code: "body_malformed" | "body_too_large" | "media_type_unsupported" | "header_invalid" | "query_invalid" | "cursor_invalid" | "unauthenticated" | "capability_missing" | "not_found" | "method_not_allowed" | "idempotency_key_reused" | "line_busy" | "approval_required" | "plan_unsupported" | "same_person" | "plan_changed" | "plan_expired" | "input_invalid" | "operation_type_unknown" | "operation_not_startable" | "operation_not_schedulable" | "operation_not_in_waves" | "selection_empty" | "selection_too_large" | "rule_invalid" | "timezone_unknown" | "interval_too_short" | "review_not_publishable" | "file_not_available" | "action_not_available" | "last_owner" | "limit_reached" | "environment_archived" | "schedule_busy" | "revision_conflict" | "rate_limited" | "internal_error" | "store_busy" | "queue.dispatch_failed";
            detail: string;
            errors?: {
                path: string;
                message: string;
                /** @enum {string} */
                code?: "required" | "wrong_type" | "too_small" | "too_big" | "wrong_format" | "unknown_field" | "not_allowed";
            }[];
            run?: {
                id: string;
                href: string;
            };
            plan?: {
                id: string;
                href: string;
            };
        };
        StartPage: {
            name: string;
            api: string;
            health: string;
            openapi: string;
        };
        Health: {
            /** @constant */
            status: "ok";
        };
        Catalog: {
            items: components["schemas"]["OperationType"][];
            auditActions: {
                action: string;
                label: string;
            }[];
        };
        OperationType: {
            type: string;
            label: string;
            /** @enum {string} */
            family: "provider" | "inventory" | "directory" | "policies" | "posture" | "baselines" | "evidence" | "reviews" | "backups" | "restores" | "alerts" | "operations";
            familyLabel: string;
            /** @enum {string} */
            risk: "read" | "artifact" | "mutation" | "destructive";
            riskLabel: string;
            /** @enum {string} */
            lane: "short" | "long";
            /** @enum {string} */
            ownership: "environment" | "workspace";
            startable: boolean;
            /** @enum {string} */
            startedBy: "person" | "platform";
            startedByLabel: string;
            isSchedulable: boolean;
            /** @enum {string} */
            inWaves: "directly" | "as_plans" | "never";
            capability: string | null;
            expectedDurationSeconds: number;
            inputSchema: {
                [key: string]: unknown;
            };
        };
        Me: {
            id: string;
            name: string;
            workspaces: {
                id: string;
                name: string;
                capabilities: string[];
                environments: "all" | string[];
            }[];
            platform: {
                capabilities: string[];
            } | null;
            settings: {
                locale: ("en" | "de") | null;
                theme: ("light" | "dark") | null;
                density: ("comfortable" | "compact") | null;
            };
        };
        Environment: {
            id: string;
            name: string;
            isArchived: boolean;
            approval: {
                destructive: number | null;
                mutation: number | null;
                /** @enum {string} */
                clients: "always" | "by_threshold";
            } | null;
        };
        EnvironmentPage: {
            items: components["schemas"]["Environment"][];
            appliedFilters: {
                [key: string]: string;
            };
            nextCursor: string | null;
            polling: {
                intervalSeconds: (10 | 60) | null;
            };
            /** Format: date-time */
            checkedAt: string;
        };
        Run: {
            id: string;
            type: string;
            label: string;
            workspaceId: string;
            environmentId: string | null;
            environmentName: string | null;
            /** @enum {string} */
            status: "queued" | "running" | "completed" | "unknown";
            /** @enum {string} */
            outcome: "pending" | "succeeded" | "partially_succeeded" | "blocked" | "failed" | "unknown";
            initiator: {
                id: string;
                name: string;
            };
            externalReference: string | null;
            /** Format: date-time */
            createdAt: string;
            startedAt: string | null;
            completedAt: string | null;
            /** @enum {string} */
            freshness: "fresh_active" | "likely_stale" | "reconciled_failed" | "terminal_normal" | "unknown";
            /** @enum {string} */
            problemClass: "none" | "active_stale_attention" | "terminal_follow_up";
            isReconciled: boolean;
            staleLineage: boolean;
            progress: {
                /** @enum {string} */
                kind: "none" | "activity" | "counted" | "phased" | "composite";
                label: string;
                processed?: number;
                total?: number;
                percent?: number;
                /** @enum {string} */
                phase?: "asking_provider" | "collecting_policies" | "reading_evidence" | "planning" | "changing_record" | "reading.deviceCompliancePolicies" | "reading.deviceConfigurations" | "reading.configurationPolicies" | "storing_file" | "sending_messages";
            };
            duration: {
                elapsedSeconds: number | null;
                expectedSeconds: number | null;
                /** @enum {string} */
                insight: "neutral" | "longer_than_usual" | "past_window" | "total" | "never_started";
                label: string;
            };
            headline: string;
            waitedSeconds: number;
            ranSeconds: number | null;
            summaryCounts: {
                [key: string]: number;
            };
            failures: {
                code: string;
                message: string;
                count?: number;
                about?: {
                    collection?: string;
                    id?: string;
                    name?: string;
                    run?: string;
                    permission?: string;
                    status?: number;
                };
            }[];
            related: {
                type: string;
                id: string;
            } | null;
            state: {
                label: string;
                /** @enum {string} */
                tone: "danger" | "warning" | "info" | "success" | "neutral";
            };
            freshnessLabel: string;
            needsAttention: boolean;
            actionability: {
                /** @enum {string} */
                status: "not_terminal" | "actionable" | "requires_manual_review" | "superseded_by_later_success" | "resolved_by_current_state" | "informational_only";
                label: string;
                isCurrentFollowUp: boolean;
                reasonCode: string;
                supersedingRunId?: string;
                resolvingRelated?: {
                    type: string;
                    id: string;
                };
                /** Format: date-time */
                evaluatedAt: string;
            };
            reason: {
                text: string;
                at: string | null;
            } | null;
            cause: {
                text: string;
                at: string | null;
                related: {
                    type: string;
                    id: string;
                } | null;
                remedy: {
                    /** @enum {string} */
                    kind: "enable_and_check" | "check";
                    label: string;
                    consequence: string;
                } | null;
            } | null;
            nextAction: {
                /** @enum {string} */
                kind: "view_details" | "reconcile" | "open_artifact" | "run_again" | "open_provider_connection" | "open_repeat" | "review_details";
                label: string;
                related: {
                    type: string;
                    id: string;
                } | null;
                who: string | null;
            };
            actions: {
                /** @enum {string} */
                action: "reconcile" | "open_artifact" | "run_again" | "cancel" | "acknowledge";
                label: string;
                consequence: string;
                requiresNote: boolean;
                isPrimary: boolean;
            }[];
            waiting: {
                /** @enum {string} */
                reason: "not_delivered" | "in_queue" | "handed_over" | "provider_throttled" | "until";
                label: string;
                ahead: number | null;
                until: string | null;
            } | null;
            isCancelRequested: boolean;
            acknowledgement: {
                by: string;
                /** Format: date-time */
                at: string;
                note: string;
            } | null;
            issue: {
                runs: {
                    value: number;
                    capped: boolean;
                };
                /** Format: date-time */
                since: string;
            } | null;
            waveId: string | null;
        };
        RunDetail: {
            id: string;
            type: string;
            label: string;
            workspaceId: string;
            environmentId: string | null;
            environmentName: string | null;
            /** @enum {string} */
            status: "queued" | "running" | "completed" | "unknown";
            /** @enum {string} */
            outcome: "pending" | "succeeded" | "partially_succeeded" | "blocked" | "failed" | "unknown";
            initiator: {
                id: string;
                name: string;
            };
            externalReference: string | null;
            /** Format: date-time */
            createdAt: string;
            startedAt: string | null;
            completedAt: string | null;
            /** @enum {string} */
            freshness: "fresh_active" | "likely_stale" | "reconciled_failed" | "terminal_normal" | "unknown";
            /** @enum {string} */
            problemClass: "none" | "active_stale_attention" | "terminal_follow_up";
            isReconciled: boolean;
            staleLineage: boolean;
            progress: {
                /** @enum {string} */
                kind: "none" | "activity" | "counted" | "phased" | "composite";
                label: string;
                processed?: number;
                total?: number;
                percent?: number;
                /** @enum {string} */
                phase?: "asking_provider" | "collecting_policies" | "reading_evidence" | "planning" | "changing_record" | "reading.deviceCompliancePolicies" | "reading.deviceConfigurations" | "reading.configurationPolicies" | "storing_file" | "sending_messages";
            };
            duration: {
                elapsedSeconds: number | null;
                expectedSeconds: number | null;
                /** @enum {string} */
                insight: "neutral" | "longer_than_usual" | "past_window" | "total" | "never_started";
                label: string;
            };
            headline: string;
            waitedSeconds: number;
            ranSeconds: number | null;
            summaryCounts: {
                [key: string]: number;
            };
            failures: {
                code: string;
                message: string;
                count?: number;
                about?: {
                    collection?: string;
                    id?: string;
                    name?: string;
                    run?: string;
                    permission?: string;
                    status?: number;
                };
            }[];
            related: {
                type: string;
                id: string;
            } | null;
            state: {
                label: string;
                /** @enum {string} */
                tone: "danger" | "warning" | "info" | "success" | "neutral";
            };
            freshnessLabel: string;
            needsAttention: boolean;
            actionability: {
                /** @enum {string} */
                status: "not_terminal" | "actionable" | "requires_manual_review" | "superseded_by_later_success" | "resolved_by_current_state" | "informational_only";
                label: string;
                isCurrentFollowUp: boolean;
                reasonCode: string;
                supersedingRunId?: string;
                resolvingRelated?: {
                    type: string;
                    id: string;
                };
                /** Format: date-time */
                evaluatedAt: string;
            };
            reason: {
                text: string;
                at: string | null;
            } | null;
            cause: {
                text: string;
                at: string | null;
                related: {
                    type: string;
                    id: string;
                } | null;
                remedy: {
                    /** @enum {string} */
                    kind: "enable_and_check" | "check";
                    label: string;
                    consequence: string;
                } | null;
            } | null;
            nextAction: {
                /** @enum {string} */
                kind: "view_details" | "reconcile" | "open_artifact" | "run_again" | "open_provider_connection" | "open_repeat" | "review_details";
                label: string;
                related: {
                    type: string;
                    id: string;
                } | null;
                who: string | null;
            };
            actions: {
                /** @enum {string} */
                action: "reconcile" | "open_artifact" | "run_again" | "cancel" | "acknowledge";
                label: string;
                consequence: string;
                requiresNote: boolean;
                isPrimary: boolean;
            }[];
            waiting: {
                /** @enum {string} */
                reason: "not_delivered" | "in_queue" | "handed_over" | "provider_throttled" | "until";
                label: string;
                ahead: number | null;
                until: string | null;
            } | null;
            isCancelRequested: boolean;
            acknowledgement: {
                by: string;
                /** Format: date-time */
                at: string;
                note: string;
            } | null;
            issue: {
                runs: {
                    value: number;
                    capped: boolean;
                };
                /** Format: date-time */
                since: string;
            } | null;
            waveId: string | null;
            decisionZone: {
                /** @enum {string} */
                freshnessState: "fresh_active" | "likely_stale" | "reconciled_failed" | "terminal_normal" | "unknown";
                /** @enum {string} */
                problemClass: "none" | "active_stale_attention" | "terminal_follow_up";
                isCurrentlyActive: boolean;
                isReconciled: boolean;
                staleLineageNote: string | null;
                banner: {
                    /** @enum {string} */
                    tone: "danger" | "warning" | "info" | "success" | "neutral";
                    text: string;
                };
                primaryNextAction: {
                    /** @enum {string} */
                    kind: "view_details" | "reconcile" | "open_artifact" | "run_again" | "open_provider_connection" | "open_repeat" | "review_details";
                    label: string;
                    related: {
                        type: string;
                        id: string;
                    } | null;
                    who: string | null;
                };
            };
            explanation: {
                /** @enum {string} */
                topic: "freshness" | "problem_class" | "actionability" | "attention";
                label: string;
                facts: {
                    code: string;
                    text: string;
                    /** Format: date-time */
                    at?: string;
                    runId?: string;
                    related?: {
                        type: string;
                        id: string;
                    };
                }[];
                rule: {
                    code: string;
                    text: string;
                    /** Format: date-time */
                    at?: string;
                    runId?: string;
                    related?: {
                        type: string;
                        id: string;
                    };
                };
                verdict: {
                    code: string;
                    text: string;
                    /** Format: date-time */
                    at?: string;
                    runId?: string;
                    related?: {
                        type: string;
                        id: string;
                    };
                };
                wouldChange: {
                    code: string;
                    text: string;
                    /** Format: date-time */
                    at?: string;
                    runId?: string;
                    related?: {
                        type: string;
                        id: string;
                    };
                }[];
            }[];
            transitions: {
                /** Format: date-time */
                at: string;
                from: ("queued" | "running" | "completed" | "unknown") | null;
                /** @enum {string} */
                to: "queued" | "running" | "completed" | "unknown";
                /** @enum {string} */
                outcome: "pending" | "succeeded" | "partially_succeeded" | "blocked" | "failed" | "unknown";
                /** @enum {string} */
                source: "worker" | "dispatch" | "failed_job_bridge" | "scheduled_reconciler" | "adapter_reconciler" | "operator" | "unknown" | "start";
                attempt?: number;
                reasonCode?: string;
                actor?: string;
                label: string;
            }[];
            attempts: {
                number: number;
                /** Format: date-time */
                startedAt: string;
                endedAt: string | null;
                /** @enum {string} */
                end: "running" | "handed_over" | "not_reported" | "closed" | "continued" | "unknown" | "ended";
                label: string;
            }[];
            logReference: {
                traceId: string | null;
                messageId: string | null;
            } | null;
            decisions: {
                /** Format: date-time */
                at: string;
                /** @enum {string} */
                kind: "cancel_requested" | "acknowledged";
                label: string;
                by: string;
                note: string | null;
            }[];
            sameWork: {
                id: string;
                /** Format: date-time */
                createdAt: string;
                state: {
                    label: string;
                    /** @enum {string} */
                    tone: "danger" | "warning" | "info" | "success" | "neutral";
                };
                headline: string;
                initiator: {
                    id: string;
                    name: string;
                };
            }[];
            counts: {
                /** @enum {string} */
                key: "total" | "processed" | "succeeded" | "failed" | "skipped" | "created" | "updated" | "deleted" | "unchanged" | "blocked" | "items" | "policies" | "findings" | "sections" | "warnings" | "settings" | "partially_succeeded" | "not_started" | "left_out";
                label: string;
                value: number;
            }[];
            reconciliationNote: string | null;
            repeats: string | null;
            context: {
                [key: string]: unknown;
            } | null;
            polling: {
                intervalSeconds: (10 | 60) | null;
            };
            /** Format: date-time */
            checkedAt: string;
        };
        RunPage: {
            items: components["schemas"]["Run"][];
            appliedFilters: {
                [key: string]: string;
            };
            nextCursor: string | null;
            polling: {
                intervalSeconds: (10 | 60) | null;
            };
            /** Format: date-time */
            checkedAt: string;
            unread: string | null;
        };
        StartRequest: {
            type: string;
            environmentId: string;
            /** @default {} */
            input: {
                [key: string]: unknown;
            };
            externalReference?: string;
        };
        Queued: {
            /** @constant */
            result: "queued";
            run: components["schemas"]["Run"];
        };
        Started: {
            /** @enum {string} */
            result: "already_running" | "replayed";
            run: components["schemas"]["Run"];
        } | {
            /** @constant */
            result: "already_available";
            related: {
                type: string;
                id: string;
            };
            run: null;
        };
        Reconciled: {
            /** @enum {string} */
            result: "reconciled" | "no_proof" | "still_running" | "already_terminal" | "unsupported";
            run: components["schemas"]["Run"];
        };
        AuditEntry: {
            id: string;
            workspaceId: string;
            environmentId: string | null;
            actor: {
                type: string;
                id?: string;
                label: string;
            };
            /** @enum {string} */
            action: "operation_run.started" | "operation_run.completed" | "operation_run.reconciled" | "operation_run.failure_bridged" | "operation_run.dispatch_failed" | "operation_run.reconcile_requested" | "operation_run.cancelled" | "operation_run.cancel_requested" | "operation_run.acknowledged" | "operation_run.repeated" | "operation_run.triage.retried" | "operation_run.triage.cancelled" | "operation_run.triage.investigated" | "environment_review.published" | "provider_connection.written" | "member.written" | "member.removed" | "environment.written" | "environment.archived" | "environment.unarchived" | "workspace.written" | "baseline_profile.written" | "drift_finding.decided" | "saved_view.written" | "saved_view.removed" | "review_pack.downloaded" | "policy_export.downloaded" | "evidence_bundle.downloaded" | "backup_schedule.written" | "backup_set.hold_changed" | "schedule.created" | "schedule.edited" | "schedule.paused" | "schedule.resumed" | "schedule.removed" | "promise.written" | "promise.removed" | "promise.exception_changed" | "alert_rule.written" | "alert_rule.removed" | "alert_channel.written" | "alert_channel.removed" | "alert_channel.tested" | "alert.snoozed" | "plan.approval_requested" | "plan.approved" | "plan.refused" | "unknown";
            resourceType: string;
            resourceId: string;
            /** @enum {string} */
            outcome: "success" | "failed" | "partial" | "blocked" | "info" | "unknown";
            summary: string;
            changes: {
                field: string;
                label: string;
                from: string | null;
                to: string | null;
            }[];
            note: string | null;
            metadata: {
                [key: string]: unknown;
            };
            /** Format: date-time */
            recordedAt: string;
        };
        AuditPage: {
            items: components["schemas"]["AuditEntry"][];
            appliedFilters: {
                [key: string]: string;
            };
            nextCursor: string | null;
            polling: {
                intervalSeconds: (10 | 60) | null;
            };
            /** Format: date-time */
            checkedAt: string;
        };
        Record: {
            id: string;
            state: {
                label: string;
                /** @enum {string} */
                tone: "danger" | "warning" | "info" | "success" | "neutral";
            };
        } & {
            [key: string]: unknown;
        };
        RecordPage: {
            items: components["schemas"]["Record"][];
            appliedFilters: {
                [key: string]: string;
            };
            nextCursor: string | null;
            polling: {
                intervalSeconds: (10 | 60) | null;
            };
            /** Format: date-time */
            checkedAt: string;
            isNewestFirst: boolean;
            total?: number;
        };
        ProviderConnection: {
            id: string;
            state: {
                label: string;
                /** @enum {string} */
                tone: "danger" | "warning" | "info" | "success" | "neutral";
            };
            provider: string;
            displayName: string;
            baseUrl: string;
            tokenUrl: string;
            clientId: string;
            secretName: string;
            isDefault: boolean;
            isEnabled: boolean;
            consentStatus: string;
            verificationStatus: string;
            consentLastCheckedAt?: string;
            lastHealthCheckAt?: string;
            lastErrorReasonCode?: string;
        } & {
            [key: string]: unknown;
        };
        Policy: {
            id: string;
            state: {
                label: string;
                /** @enum {string} */
                tone: "danger" | "warning" | "info" | "success" | "neutral";
            };
            collection: string;
            platform: string;
            displayName: string;
            settingCount: number;
            unverifiable?: string[];
            contentHash: string;
            providerConnectionId: string;
            firstSeenAt: string;
            changedAt: string;
            lastSeenAt?: string;
            removedAt?: string;
        } & {
            [key: string]: unknown;
        };
        EvidenceSnapshot: {
            id: string;
            state: {
                label: string;
                /** @enum {string} */
                tone: "danger" | "warning" | "info" | "success" | "neutral";
            };
            status: string;
            operationRunId: string;
            fingerprint: string;
            completeness: string;
            summary: {
                policies: number;
                settings: number;
            } & {
                [key: string]: unknown;
            };
            generatedAt: string;
            expiresAt: string;
        } & {
            [key: string]: unknown;
        };
        EnvironmentReview: {
            id: string;
            state: {
                label: string;
                /** @enum {string} */
                tone: "danger" | "warning" | "info" | "success" | "neutral";
            };
            status: string;
            fingerprint: string;
            evidenceSnapshotId: string;
            operationRunId: string;
            createdAt: string;
            generatedAt?: string;
            publishedAt?: string;
            publishedByUserId?: string;
            supersededByReviewId?: string;
        } & {
            [key: string]: unknown;
        };
        BackupSet: {
            id: string;
            state: {
                label: string;
                /** @enum {string} */
                tone: "danger" | "warning" | "info" | "success" | "neutral";
            };
            status: string;
            name: string;
            itemCount: number;
            operationRunId: string;
            createdAt: string;
            completedAt?: string;
            backupScheduleId?: string;
            heldAt?: string;
            heldByUserId?: string;
            holdReason?: string;
            archivedAt?: string;
            purgeAfter?: string;
            purgedAt?: string;
        } & {
            [key: string]: unknown;
        };
        RestoreRun: {
            id: string;
            state: {
                label: string;
                /** @enum {string} */
                tone: "danger" | "warning" | "info" | "success" | "neutral";
            };
            status: string;
            action?: string;
            backupSetId?: string;
            sourceEnvironmentId?: string;
            baselineSnapshotId?: string;
            digest?: string;
            expiresAt?: string;
            reach?: {
                groups: number;
                members: number;
                uncounted: number;
                broadens: string[];
            } & {
                [key: string]: unknown;
            };
            providerConnectionId: string;
            operationRunId?: string;
            requestedByUserId: string;
            isDryRun: boolean;
            itemCount?: number;
            failureReason?: string;
            items?: ({
                itemId: string;
                outcome?: {
                    code: string;
                    label: string;
                    /** @enum {string} */
                    tone: "danger" | "warning" | "info" | "success" | "neutral";
                    reason: string | null;
                };
            } & {
                [key: string]: unknown;
            })[];
            createdAt: string;
            startedAt?: string;
            completedAt?: string;
            archivedAt?: string;
            purgedAt?: string;
        } & {
            [key: string]: unknown;
        };
        PolicyDocument: {
            policyId: string;
            contentHash: string;
            settings: {
                path: string[];
                value: string;
                isUnverifiable: boolean;
                isCut: boolean;
            }[];
            document: {
                [key: string]: unknown;
            };
        };
        PolicyVersionPage: {
            items: {
                contentHash: string;
                displayName: string;
                settingCount: number | null;
                seenAt: string;
                operationRunId: string | null;
                isCurrent: boolean;
                archivedAt: string | null;
                purgedAt: string | null;
            }[];
            appliedFilters: {
                [key: string]: string;
            };
            nextCursor: string | null;
            polling: {
                intervalSeconds: (10 | 60) | null;
            };
            /** Format: date-time */
            checkedAt: string;
        };
        SettingComparison: {
            isComparable: boolean;
            counts: {
                added: number;
                removed: number;
                changed: number;
                unverifiable: number;
                unchanged: number;
            };
            settings: {
                path: string[];
                /** @enum {string} */
                change: "added" | "removed" | "changed" | "unverifiable" | "unchanged";
                from: string | null;
                to: string | null;
                isCut: boolean;
            }[];
        };
        EvidenceComparison: {
            with: string | null;
            counts: {
                added: number;
                removed: number;
                changed: number;
                unchanged: number;
            };
            policies: {
                policyId: string;
                displayName: string;
                collection: string;
                /** @enum {string} */
                change: "added" | "removed" | "changed";
                from: string | null;
                to: string | null;
            }[];
        };
        ProviderConnectionWrite: {
            provider: string;
            displayName: string;
            /** Format: uri */
            baseUrl: string;
            /** Format: uri */
            tokenUrl: string;
            clientId: string;
            secretName: string;
            isDefault: boolean;
            isEnabled: boolean;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    showStart: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List the API's entry points */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StartPage"];
                };
            };
            /** @description query_invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    showHealth: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Check the API's health */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            /** @description query_invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    showOpenapi: {
        parameters: {
            query?: never;
            header?: {
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Get this OpenAPI document */
            200: {
                headers: {
                    etag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description Not modified: the ETag in If-None-Match is current. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description query_invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    showMe: {
        parameters: {
            query?: never;
            header?: {
                "Accept-Language"?: string;
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Get the caller with their workspaces and capabilities */
            200: {
                headers: {
                    etag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            /** @description Not modified: the ETag in If-None-Match is current. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description query_invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing or invalid token; the gateway responds in its own format. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description rate_limited */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description store_busy */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    writeSettings: {
        parameters: {
            query?: never;
            header?: {
                "Accept-Language"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    locale: ("en" | "de") | null;
                    theme: ("light" | "dark") | null;
                    density: ("comfortable" | "compact") | null;
                };
            };
        };
        responses: {
            /** @description Store how the caller wants the console; replaces all settings */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        locale: ("en" | "de") | null;
                        theme: ("light" | "dark") | null;
                        density: ("comfortable" | "compact") | null;
                    };
                };
            };
            /** @description query_invalid, body_malformed, header_invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing or invalid token; the gateway responds in its own format. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description body_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description media_type_unsupported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description input_invalid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description store_busy */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    showCatalog: {
        parameters: {
            query?: never;
            header?: {
                "Accept-Language"?: string;
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List operation types with their input schemas */
            200: {
                headers: {
                    etag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Catalog"];
                };
            };
            /** @description Not modified: the ETag in If-None-Match is current. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description query_invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing or invalid token; the gateway responds in its own format. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description rate_limited */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description store_busy */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listNotifications: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: {
                "Accept-Language"?: string;
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List notifications about the caller's completed runs, newest first */
            200: {
                headers: {
                    etag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            id: string;
                            workspaceId: string;
                            environmentId: string | null;
                            runId: string;
                            type: string;
                            label: string;
                            /** @enum {string} */
                            outcome: "pending" | "succeeded" | "partially_succeeded" | "blocked" | "failed" | "unknown";
                            state: {
                                label: string;
                                /** @enum {string} */
                                tone: "danger" | "warning" | "info" | "success" | "neutral";
                            };
                            headline: string;
                            staleLineageNote: string | null;
                            summaryCounts: {
                                [key: string]: number;
                            };
                            /** Format: date-time */
                            at: string;
                            readAt: string | null;
                        }[];
                        appliedFilters: {
                            [key: string]: string;
                        };
                        nextCursor: string | null;
                        polling: {
                            intervalSeconds: (10 | 60) | null;
                        };
                        /** Format: date-time */
                        checkedAt: string;
                        unread: {
                            value: number;
                            capped: boolean;
                        };
                    };
                };
            };
            /** @description Not modified: the ETag in If-None-Match is current. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description query_invalid, cursor_invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing or invalid token; the gateway responds in its own format. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description rate_limited */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description store_busy */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readNotification: {
        parameters: {
            query?: never;
            header?: {
                "Accept-Language"?: string;
            };
            path: {
                /** @description Id of the record */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Mark a notification as read */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        workspaceId: string;
                        environmentId: string | null;
                        runId: string;
                        type: string;
                        label: string;
                        /** @enum {string} */
                        outcome: "pending" | "succeeded" | "partially_succeeded" | "blocked" | "failed" | "unknown";
                        state: {
                            label: string;
                            /** @enum {string} */
                            tone: "danger" | "warning" | "info" | "success" | "neutral";
                        };
                        headline: string;
                        staleLineageNote: string | null;
                        summaryCounts: {
                            [key: string]: number;
                        };
                        /** Format: date-time */
                        at: string;
                        readAt: string | null;
                    };
                };
            };
            /** @description query_invalid, body_malformed, header_invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing or invalid token; the gateway responds in its own format. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description body_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description media_type_unsupported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description input_invalid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description store_busy */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listRuns: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                tab?: "needs_attention" | "active" | "stale" | "failed" | "blocked" | "partial" | "succeeded" | "resolved_history" | "all";
                problemClass?: "none" | "active_stale_attention" | "terminal_follow_up";
                cause?: "manual_review" | "blocked" | "failed" | "stale_running" | "stale_queued" | "partially_succeeded";
                causeKey?: string;
                text?: string;
                externalReference?: string;
                environmentId?: string;
                type?: string;
                status?: "queued" | "running" | "completed" | "unknown";
                outcome?: "pending" | "succeeded" | "partially_succeeded" | "blocked" | "failed" | "unknown" | "cancelled";
                freshness?: "fresh_active" | "likely_stale" | "reconciled_failed" | "terminal_normal" | "unknown";
                reconciled?: "true" | "false";
                initiator?: string;
                from?: string;
                to?: string;
                waves?: "folded";
            };
            header?: {
                "Accept-Language"?: string;
                "If-None-Match"?: string;
            };
            path: {
                /** @description Id of the workspace */
                ws: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List runs that the caller may see, newest first */
            200: {
                headers: {
                    etag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunPage"];
                    "application/x-ndjson": string;
                    "text/csv": string;
                };
            };
            /** @description Not modified: the ETag in If-None-Match is current. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description query_invalid, cursor_invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing or invalid token; the gateway responds in its own format. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description capability_missing */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description input_invalid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description store_busy */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    startOperation: {
        parameters: {
            query?: never;
            header?: {
                "Accept-Language"?: string;
                /** @description Idempotency key, valid for 24 hours: a repeated request gets the same response and starts nothing. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Id of the workspace */
                ws: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StartRequest"];
            };
        };
        responses: {
            /** @description Start an operation exactly once */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Started"];
                };
            };
            /** @description Start an operation exactly once */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Queued"];
                };
            };
            /** @description query_invalid, body_malformed, header_invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing or invalid token; the gateway responds in its own format. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description capability_missing */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description environment_archived, idempotency_key_reused, line_busy, approval_required, plan_unsupported */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description body_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description media_type_unsupported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description input_invalid, operation_type_unknown, operation_not_startable */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description store_busy, queue.dispatch_failed */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    showSummary: {
        parameters: {
            query?: {
                problemClass?: "none" | "active_stale_attention" | "terminal_follow_up";
                cause?: "manual_review" | "blocked" | "failed" | "stale_running" | "stale_queued" | "partially_succeeded";
                causeKey?: string;
                text?: string;
                externalReference?: string;
                environmentId?: string;
                type?: string;
                status?: "queued" | "running" | "completed" | "unknown";
                outcome?: "pending" | "succeeded" | "partially_succeeded" | "blocked" | "failed" | "unknown" | "cancelled";
                freshness?: "fresh_active" | "likely_stale" | "reconciled_failed" | "terminal_normal" | "unknown";
                reconciled?: "true" | "false";
                initiator?: string;
                from?: string;
                to?: string;
            };
            header?: {
                "Accept-Language"?: string;
                "If-None-Match"?: string;
            };
            path: {
                /** @description Id of the workspace */
                ws: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Get the hub's summary: counts by tab, the most urgent issue and figures */
            200: {
                headers: {
                    etag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        counts: {
                            [key: string]: {
                                value: number;
                                capped: boolean;
                            };
                        };
                        decision: {
                            run: {
                                id: string;
                                type: string;
                                label: string;
                                workspaceId: string;
                                environmentId: string | null;
                                environmentName: string | null;
                                /** @enum {string} */
                                status: "queued" | "running" | "completed" | "unknown";
                                /** @enum {string} */
                                outcome: "pending" | "succeeded" | "partially_succeeded" | "blocked" | "failed" | "unknown";
                                initiator: {
                                    id: string;
                                    name: string;
                                };
                                externalReference: string | null;
                                /** Format: date-time */
                                createdAt: string;
                                startedAt: string | null;
                                completedAt: string | null;
                                /** @enum {string} */
                                freshness: "fresh_active" | "likely_stale" | "reconciled_failed" | "terminal_normal" | "unknown";
                                /** @enum {string} */
                                problemClass: "none" | "active_stale_attention" | "terminal_follow_up";
                                isReconciled: boolean;
                                staleLineage: boolean;
                                progress: {
                                    /** @enum {string} */
                                    kind: "none" | "activity" | "counted" | "phased" | "composite";
                                    label: string;
                                    processed?: number;
                                    total?: number;
                                    percent?: number;
                                    /** @enum {string} */
                                    phase?: "asking_provider" | "collecting_policies" | "reading_evidence" | "planning" | "changing_record" | "reading.deviceCompliancePolicies" | "reading.deviceConfigurations" | "reading.configurationPolicies" | "storing_file" | "sending_messages";
                                };
                                duration: {
                                    elapsedSeconds: number | null;
                                    expectedSeconds: number | null;
                                    /** @enum {string} */
                                    insight: "neutral" | "longer_than_usual" | "past_window" | "total" | "never_started";
                                    label: string;
                                };
                                headline: string;
                                waitedSeconds: number;
                                ranSeconds: number | null;
                                summaryCounts: {
                                    [key: string]: number;
                                };
                                failures: {
                                    code: string;
                                    message: string;
                                    count?: number;
                                    about?: {
                                        collection?: string;
                                        id?: string;
                                        name?: string;
                                        run?: string;
                                        permission?: string;
                                        status?: number;
                                    };
                                }[];
                                related: {
                                    type: string;
                                    id: string;
                                } | null;
                                state: {
                                    label: string;
                                    /** @enum {string} */
                                    tone: "danger" | "warning" | "info" | "success" | "neutral";
                                };
                                freshnessLabel: string;
                                needsAttention: boolean;
                                actionability: {
                                    /** @enum {string} */
                                    status: "not_terminal" | "actionable" | "requires_manual_review" | "superseded_by_later_success" | "resolved_by_current_state" | "informational_only";
                                    label: string;
                                    isCurrentFollowUp: boolean;
                                    reasonCode: string;
                                    supersedingRunId?: string;
                                    resolvingRelated?: {
                                        type: string;
                                        id: string;
                                    };
                                    /** Format: date-time */
                                    evaluatedAt: string;
                                };
                                reason: {
                                    text: string;
                                    at: string | null;
                                } | null;
                                cause: {
                                    text: string;
                                    at: string | null;
                                    related: {
                                        type: string;
                                        id: string;
                                    } | null;
                                    remedy: {
                                        /** @enum {string} */
                                        kind: "enable_and_check" | "check";
                                        label: string;
                                        consequence: string;
                                    } | null;
                                } | null;
                                nextAction: {
                                    /** @enum {string} */
                                    kind: "view_details" | "reconcile" | "open_artifact" | "run_again" | "open_provider_connection" | "open_repeat" | "review_details";
                                    label: string;
                                    related: {
                                        type: string;
                                        id: string;
                                    } | null;
                                    who: string | null;
                                };
                                actions: {
                                    /** @enum {string} */
                                    action: "reconcile" | "open_artifact" | "run_again" | "cancel" | "acknowledge";
                                    label: string;
                                    consequence: string;
                                    requiresNote: boolean;
                                    isPrimary: boolean;
                                }[];
                                waiting: {
                                    /** @enum {string} */
                                    reason: "not_delivered" | "in_queue" | "handed_over" | "provider_throttled" | "until";
                                    label: string;
                                    ahead: number | null;
                                    until: string | null;
                                } | null;
                                isCancelRequested: boolean;
                                acknowledgement: {
                                    by: string;
                                    /** Format: date-time */
                                    at: string;
                                    note: string;
                                } | null;
                                issue: {
                                    runs: {
                                        value: number;
                                        capped: boolean;
                                    };
                                    /** Format: date-time */
                                    since: string;
                                } | null;
                                waveId: string | null;
                            };
                            impact: string;
                            proof: string;
                        } | null;
                        calm: string | null;
                        beside: string | null;
                        unread: string | null;
                        stats: {
                            stale: {
                                value: number;
                                capped: boolean;
                                list: {
                                    /** @enum {string} */
                                    tab: "needs_attention" | "active" | "stale" | "failed" | "blocked" | "partial" | "succeeded" | "resolved_history" | "all";
                                    environmentId?: string;
                                    /** @enum {string} */
                                    problemClass?: "none" | "active_stale_attention" | "terminal_follow_up";
                                    /** @enum {string} */
                                    cause?: "manual_review" | "blocked" | "failed" | "stale_running" | "stale_queued" | "partially_succeeded";
                                    causeKey?: string;
                                    /** Format: date-time */
                                    from?: string;
                                };
                            };
                            followUp: {
                                value: number;
                                capped: boolean;
                                list: {
                                    /** @enum {string} */
                                    tab: "needs_attention" | "active" | "stale" | "failed" | "blocked" | "partial" | "succeeded" | "resolved_history" | "all";
                                    environmentId?: string;
                                    /** @enum {string} */
                                    problemClass?: "none" | "active_stale_attention" | "terminal_follow_up";
                                    /** @enum {string} */
                                    cause?: "manual_review" | "blocked" | "failed" | "stale_running" | "stale_queued" | "partially_succeeded";
                                    causeKey?: string;
                                    /** Format: date-time */
                                    from?: string;
                                };
                            };
                            active: {
                                value: number;
                                capped: boolean;
                                list: {
                                    /** @enum {string} */
                                    tab: "needs_attention" | "active" | "stale" | "failed" | "blocked" | "partial" | "succeeded" | "resolved_history" | "all";
                                    environmentId?: string;
                                    /** @enum {string} */
                                    problemClass?: "none" | "active_stale_attention" | "terminal_follow_up";
                                    /** @enum {string} */
                                    cause?: "manual_review" | "blocked" | "failed" | "stale_running" | "stale_queued" | "partially_succeeded";
                                    causeKey?: string;
                                    /** Format: date-time */
                                    from?: string;
                                };
                            };
                            followUpRuns: {
                                value: number;
                                capped: boolean;
                            };
                            causes: {
                                value: number;
                                capped: boolean;
                            };
                            total30Days: {
                                value: number;
                                capped: boolean;
                            };
                            problems7Days: {
                                value: number;
                                capped: boolean;
                            };
                            averageSeconds7Days: number | null;
                        };
                        appliedFilters: {
                            [key: string]: string;
                        };
                        polling: {
                            intervalSeconds: (10 | 60) | null;
                        };
                        /** Format: date-time */
                        checkedAt: string;
                    };
                };
            };
            /** @description Not modified: the ETag in If-None-Match is current. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description query_invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing or invalid token; the gateway responds in its own format. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description capability_missing */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description input_invalid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description store_busy */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listCauses: {
        parameters: {
            query?: {
                environmentId?: string;
                window?: "24h" | "7d" | "30d";
            };
            header?: {
                "Accept-Language"?: string;
                "If-None-Match"?: string;
            };
            path: {
                /** @description Id of the workspace */
                ws: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List open work by concrete cause, most urgent first */
            200: {
                headers: {
                    etag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        groups: {
                            key: string;
                            /** @enum {string} */
                            cause: "manual_review" | "blocked" | "failed" | "stale_running" | "stale_queued" | "partially_succeeded";
                            text: string;
                            at: string | null;
                            state: {
                                label: string;
                                /** @enum {string} */
                                tone: "danger" | "warning" | "info" | "success" | "neutral";
                            };
                            isOpen: boolean;
                            guidance: string;
                            environments: {
                                id: string;
                                name: string;
                            }[];
                            environmentCount: number;
                            operations: string[];
                            count: {
                                value: number;
                                capped: boolean;
                                list: {
                                    /** @enum {string} */
                                    tab: "needs_attention" | "active" | "stale" | "failed" | "blocked" | "partial" | "succeeded" | "resolved_history" | "all";
                                    environmentId?: string;
                                    /** @enum {string} */
                                    problemClass?: "none" | "active_stale_attention" | "terminal_follow_up";
                                    /** @enum {string} */
                                    cause?: "manual_review" | "blocked" | "failed" | "stale_running" | "stale_queued" | "partially_succeeded";
                                    causeKey?: string;
                                    /** Format: date-time */
                                    from?: string;
                                };
                            };
                            runs: {
                                value: number;
                                capped: boolean;
                            };
                            /** Format: date-time */
                            since: string;
                            /** Format: date-time */
                            latest: string;
                            newest: {
                                id: string;
                                type: string;
                                label: string;
                                workspaceId: string;
                                environmentId: string | null;
                                environmentName: string | null;
                                /** @enum {string} */
                                status: "queued" | "running" | "completed" | "unknown";
                                /** @enum {string} */
                                outcome: "pending" | "succeeded" | "partially_succeeded" | "blocked" | "failed" | "unknown";
                                initiator: {
                                    id: string;
                                    name: string;
                                };
                                externalReference: string | null;
                                /** Format: date-time */
                                createdAt: string;
                                startedAt: string | null;
                                completedAt: string | null;
                                /** @enum {string} */
                                freshness: "fresh_active" | "likely_stale" | "reconciled_failed" | "terminal_normal" | "unknown";
                                /** @enum {string} */
                                problemClass: "none" | "active_stale_attention" | "terminal_follow_up";
                                isReconciled: boolean;
                                staleLineage: boolean;
                                progress: {
                                    /** @enum {string} */
                                    kind: "none" | "activity" | "counted" | "phased" | "composite";
                                    label: string;
                                    processed?: number;
                                    total?: number;
                                    percent?: number;
                                    /** @enum {string} */
                                    phase?: "asking_provider" | "collecting_policies" | "reading_evidence" | "planning" | "changing_record" | "reading.deviceCompliancePolicies" | "reading.deviceConfigurations" | "reading.configurationPolicies" | "storing_file" | "sending_messages";
                                };
                                duration: {
                                    elapsedSeconds: number | null;
                                    expectedSeconds: number | null;
                                    /** @enum {string} */
                                    insight: "neutral" | "longer_than_usual" | "past_window" | "total" | "never_started";
                                    label: string;
                                };
                                headline: string;
                                waitedSeconds: number;
                                ranSeconds: number | null;
                                summaryCounts: {
                                    [key: string]: number;
                                };
                                failures: {
                                    code: string;
                                    message: string;
                                    count?: number;
                                    about?: {
                                        collection?: string;
                                        id?: string;
                                        name?: string;
                                        run?: string;
                                        permission?: string;
                                        status?: number;
                                    };
                                }[];
                                related: {
                                    type: string;
                                    id: string;
                                } | null;
                                state: {
                                    label: string;
                                    /** @enum {string} */
                                    tone: "danger" | "warning" | "info" | "success" | "neutral";
                                };
                                freshnessLabel: string;
                                needsAttention: boolean;
                                actionability: {
                                    /** @enum {string} */
                                    status: "not_terminal" | "actionable" | "requires_manual_review" | "superseded_by_later_success" | "resolved_by_current_state" | "informational_only";
                                    label: string;
                                    isCurrentFollowUp: boolean;
                                    reasonCode: string;
                                    supersedingRunId?: string;
                                    resolvingRelated?: {
                                        type: string;
                                        id: string;
                                    };
                                    /** Format: date-time */
                                    evaluatedAt: string;
                                };
                                reason: {
                                    text: string;
                                    at: string | null;
                                } | null;
                                cause: {
                                    text: string;
                                    at: string | null;
                                    related: {
                                        type: string;
                                        id: string;
                                    } | null;
                                    remedy: {
                                        /** @enum {string} */
                                        kind: "enable_and_check" | "check";
                                        label: string;
                                        consequence: string;
                                    } | null;
                                } | null;
                                nextAction: {
                                    /** @enum {string} */
                                    kind: "view_details" | "reconcile" | "open_artifact" | "run_again" | "open_provider_connection" | "open_repeat" | "review_details";
                                    label: string;
                                    related: {
                                        type: string;
                                        id: string;
                                    } | null;
                                    who: string | null;
                                };
                                actions: {
                                    /** @enum {string} */
                                    action: "reconcile" | "open_artifact" | "run_again" | "cancel" | "acknowledge";
                                    label: string;
                                    consequence: string;
                                    requiresNote: boolean;
                                    isPrimary: boolean;
                                }[];
                                waiting: {
                                    /** @enum {string} */
                                    reason: "not_delivered" | "in_queue" | "handed_over" | "provider_throttled" | "until";
                                    label: string;
                                    ahead: number | null;
                                    until: string | null;
                                } | null;
                                isCancelRequested: boolean;
                                acknowledgement: {
                                    by: string;
                                    /** Format: date-time */
                                    at: string;
                                    note: string;
                                } | null;
                                issue: {
                                    runs: {
                                        value: number;
                                        capped: boolean;
                                    };
                                    /** Format: date-time */
                                    since: string;
                                } | null;
                                waveId: string | null;
                            };
                        }[];
                        causeCount: {
                            value: number;
                            capped: boolean;
                        };
                        promises: {
                            /** @constant */
                            cause: "promise_broken";
                            label: string;
                            guidance: string;
                            count: {
                                value: number;
                                capped: boolean;
                                list: {
                                    /** @constant */
                                    state: "broken";
                                    environmentId?: string;
                                };
                            };
                            items: {
                                promiseId: string;
                                environmentId: string;
                                /** @enum {string} */
                                key: "broken" | "due_soon" | "unknown" | "kept";
                                reason: ("not_readable" | "never_proven_yet" | "not_effective_yet" | "excepted") | null;
                                state: {
                                    label: string;
                                    /** @enum {string} */
                                    tone: "danger" | "warning" | "info" | "success" | "neutral";
                                };
                                text: string;
                                provenAt: string | null;
                                provenBy: string | null;
                                brokenSince: string | null;
                                breaksAt: string | null;
                                exception: {
                                    environmentId: string;
                                    /** Format: date-time */
                                    until: string;
                                    ownerId: string;
                                    reason: string;
                                    changedBy: {
                                        id: string;
                                        name: string;
                                    };
                                    /** Format: date-time */
                                    changedAt: string;
                                } | null;
                                why: {
                                    /** @enum {string} */
                                    kind: "open_problem" | "schedule_paused" | "schedule_missed" | "nothing_scheduled" | "scheduled" | "unread";
                                    text: string;
                                    runId: string | null;
                                    scheduleId: string | null;
                                    at: string | null;
                                }[];
                                promise: string;
                                environment: string;
                            }[];
                        } | null;
                        schedules: {
                            /** @constant */
                            cause: "schedule_failing";
                            label: string;
                            guidance: string;
                            count: {
                                value: number;
                                capped: boolean;
                                list: {
                                    /** @constant */
                                    state: "attention";
                                    environmentId?: string;
                                };
                            };
                            items: {
                                scheduleId: string;
                                name: string;
                                environmentId: string | null;
                                environment: string;
                                typeLabel: string;
                                state: {
                                    /** @enum {string} */
                                    code: "paused_by_failures" | "overdue" | "missed" | "refused" | "skipped" | "late" | "paused" | "stopped" | "ended" | "waiting" | "on_time";
                                    label: string;
                                    /** @enum {string} */
                                    tone: "danger" | "warning" | "info" | "success" | "neutral";
                                    text: string;
                                };
                                /** Format: date-time */
                                since: string;
                            }[];
                        } | null;
                        total: {
                            value: number;
                            capped: boolean;
                            list: {
                                /** @enum {string} */
                                tab: "needs_attention" | "active" | "stale" | "failed" | "blocked" | "partial" | "succeeded" | "resolved_history" | "all";
                                environmentId?: string;
                                /** @enum {string} */
                                problemClass?: "none" | "active_stale_attention" | "terminal_follow_up";
                                /** @enum {string} */
                                cause?: "manual_review" | "blocked" | "failed" | "stale_running" | "stale_queued" | "partially_succeeded";
                                causeKey?: string;
                                /** Format: date-time */
                                from?: string;
                            };
                        };
                        calm: string | null;
                        unread: string | null;
                        window: {
                            /** @enum {string} */
                            name: "24h" | "7d" | "30d";
                            /** Format: date-time */
                            from: string;
                            /** Format: date-time */
                            to: string;
                            headline: string;
                        } | null;
                        appliedFilters: {
                            [key: string]: string;
                        };
                        polling: {
                            intervalSeconds: (10 | 60) | null;
                        };
                        /** Format: date-time */
                        checkedAt: string;
                    };
                };
            };
            /** @description Not modified: the ETag in If-None-Match is current. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description query_invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing or invalid token; the gateway responds in its own format. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description capability_missing */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description store_busy */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    showCause: {
        parameters: {
            query?: {
                environmentId?: string;
                window?: "24h" | "7d" | "30d";
            };
            header?: {
                "Accept-Language"?: string;
                "If-None-Match"?: string;
            };
            path: {
                /** @description Id of the workspace */
                ws: string;
                /** @description Key of the cause, as the list of causes names it */
                cause: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Dry run of running a cause again: what is already true, what is needed, and what a person decides */
            200: {
                headers: {
                    etag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        group: {
                            key: string;
                            /** @enum {string} */
                            cause: "manual_review" | "blocked" | "failed" | "stale_running" | "stale_queued" | "partially_succeeded";
                            text: string;
                            at: string | null;
                            state: {
                                label: string;
                                /** @enum {string} */
                                tone: "danger" | "warning" | "info" | "success" | "neutral";
                            };
                            isOpen: boolean;
                            guidance: string;
                            environments: {
                                id: string;
                                name: string;
                            }[];
                            environmentCount: number;
                            operations: string[];
                            count: {
                                value: number;
                                capped: boolean;
                                list: {
                                    /** @enum {string} */
                                    tab: "needs_attention" | "active" | "stale" | "failed" | "blocked" | "partial" | "succeeded" | "resolved_history" | "all";
                                    environmentId?: string;
                                    /** @enum {string} */
                                    problemClass?: "none" | "active_stale_attention" | "terminal_follow_up";
                                    /** @enum {string} */
                                    cause?: "manual_review" | "blocked" | "failed" | "stale_running" | "stale_queued" | "partially_succeeded";
                                    causeKey?: string;
                                    /** Format: date-time */
                                    from?: string;
                                };
                            };
                            runs: {
                                value: number;
                                capped: boolean;
                            };
                            /** Format: date-time */
                            since: string;
                            /** Format: date-time */
                            latest: string;
                            newest: {
                                id: string;
                                type: string;
                                label: string;
                                workspaceId: string;
                                environmentId: string | null;
                                environmentName: string | null;
                                /** @enum {string} */
                                status: "queued" | "running" | "completed" | "unknown";
                                /** @enum {string} */
                                outcome: "pending" | "succeeded" | "partially_succeeded" | "blocked" | "failed" | "unknown";
                                initiator: {
                                    id: string;
                                    name: string;
                                };
                                externalReference: string | null;
                                /** Format: date-time */
                                createdAt: string;
                                startedAt: string | null;
                                completedAt: string | null;
                                /** @enum {string} */
                                freshness: "fresh_active" | "likely_stale" | "reconciled_failed" | "terminal_normal" | "unknown";
                                /** @enum {string} */
                                problemClass: "none" | "active_stale_attention" | "terminal_follow_up";
                                isReconciled: boolean;
                                staleLineage: boolean;
                                progress: {
                                    /** @enum {string} */
                                    kind: "none" | "activity" | "counted" | "phased" | "composite";
                                    label: string;
                                    processed?: number;
                                    total?: number;
                                    percent?: number;
                                    /** @enum {string} */
                                    phase?: "asking_provider" | "collecting_policies" | "reading_evidence" | "planning" | "changing_record" | "reading.deviceCompliancePolicies" | "reading.deviceConfigurations" | "reading.configurationPolicies" | "storing_file" | "sending_messages";
                                };
                                duration: {
                                    elapsedSeconds: number | null;
                                    expectedSeconds: number | null;
                                    /** @enum {string} */
                                    insight: "neutral" | "longer_than_usual" | "past_window" | "total" | "never_started";
                                    label: string;
                                };
                                headline: string;
                                waitedSeconds: number;
                                ranSeconds: number | null;
                                summaryCounts: {
                                    [key: string]: number;
                                };
                                failures: {
                                    code: string;
                                    message: string;
                                    count?: number;
                                    about?: {
                                        collection?: string;
                                        id?: string;
                                        name?: string;
                                        run?: string;
                                        permission?: string;
                                        status?: number;
                                    };
                                }[];
                                related: {
                                    type: string;
                                    id: string;
                                } | null;
                                state: {
                                    label: string;
                                    /** @enum {string} */
                                    tone: "danger" | "warning" | "info" | "success" | "neutral";
                                };
                                freshnessLabel: string;
                                needsAttention: boolean;
                                actionability: {
                                    /** @enum {string} */
                                    status: "not_terminal" | "actionable" | "requires_manual_review" | "superseded_by_later_success" | "resolved_by_current_state" | "informational_only";
                                    label: string;
                                    isCurrentFollowUp: boolean;
                                    reasonCode: string;
                                    supersedingRunId?: string;
                                    resolvingRelated?: {
                                        type: string;
                                        id: string;
                                    };
                                    /** Format: date-time */
                                    evaluatedAt: string;
                                };
                                reason: {
                                    text: string;
                                    at: string | null;
                                } | null;
                                cause: {
                                    text: string;
                                    at: string | null;
                                    related: {
                                        type: string;
                                        id: string;
                                    } | null;
                                    remedy: {
                                        /** @enum {string} */
                                        kind: "enable_and_check" | "check";
                                        label: string;
                                        consequence: string;
                                    } | null;
                                } | null;
                                nextAction: {
                                    /** @enum {string} */
                                    kind: "view_details" | "reconcile" | "open_artifact" | "run_again" | "open_provider_connection" | "open_repeat" | "review_details";
                                    label: string;
                                    related: {
                                        type: string;
                                        id: string;
                                    } | null;
                                    who: string | null;
                                };
                                actions: {
                                    /** @enum {string} */
                                    action: "reconcile" | "open_artifact" | "run_again" | "cancel" | "acknowledge";
                                    label: string;
                                    consequence: string;
                                    requiresNote: boolean;
                                    isPrimary: boolean;
                                }[];
                                waiting: {
                                    /** @enum {string} */
                                    reason: "not_delivered" | "in_queue" | "handed_over" | "provider_throttled" | "until";
                                    label: string;
                                    ahead: number | null;
                                    until: string | null;
                                } | null;
                                isCancelRequested: boolean;
                                acknowledgement: {
                                    by: string;
                                    /** Format: date-time */
                                    at: string;
                                    note: string;
                                } | null;
                                issue: {
                                    runs: {
                                        value: number;
                                        capped: boolean;
                                    };
                                    /** Format: date-time */
                                    since: string;
                                } | null;
                                waveId: string | null;
                            };
                        } | null;
                        window: {
                            /** @enum {string} */
                            name: "24h" | "7d" | "30d";
                            /** Format: date-time */
                            from: string;
                            /** Format: date-time */
                            to: string;
                            headline: string;
                        } | null;
                        counts: {
                            total: number;
                            alreadyTrue: number;
                            needed: number;
                            needsPerson: number;
                        };
                        capped: boolean;
                        items: {
                            runId: string;
                            type: string;
                            label: string;
                            environmentId: string | null;
                            environmentName: string | null;
                            /** Format: date-time */
                            createdAt: string;
                            state: {
                                label: string;
                                /** @enum {string} */
                                tone: "danger" | "warning" | "info" | "success" | "neutral";
                            };
                            /** @enum {string} */
                            verdict: "already_true" | "needed" | "needs_person";
                            verdictLabel: string;
                            reason: {
                                /** @enum {string} */
                                code: "later_success" | "provider_current_state" | "artifact_usable" | "no_problem" | "not_done_since" | "active" | "under_way" | "connection_disabled" | "acknowledged" | "cancelled" | "parts_follow_up" | "proof_ambiguous" | "high_risk" | "unknown_type" | "newer_version" | "scope_incomplete" | "not_repeatable" | "environment_archived" | "record_missing" | "not_permitted";
                                text: string;
                            };
                            proof: {
                                type: string;
                                id: string;
                            } | null;
                        }[];
                        unread: string | null;
                        appliedFilters: {
                            [key: string]: string;
                        };
                        /** Format: date-time */
                        checkedAt: string;
                    };
                };
            };
            /** @description Not modified: the ETag in If-None-Match is current. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description query_invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing or invalid token; the gateway responds in its own format. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description capability_missing */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description store_busy */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    showActivity: {
        parameters: {
            query?: {
                environmentId?: string;
            };
            header?: {
                "Accept-Language"?: string;
                "If-None-Match"?: string;
            };
            path: {
                /** @description Id of the workspace */
                ws: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List active work, one line each */
            200: {
                headers: {
                    etag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            id: string;
                            type: string;
                            label: string;
                            workspaceId: string;
                            environmentId: string | null;
                            environmentName: string | null;
                            /** @enum {string} */
                            status: "queued" | "running" | "completed" | "unknown";
                            /** @enum {string} */
                            outcome: "pending" | "succeeded" | "partially_succeeded" | "blocked" | "failed" | "unknown";
                            initiator: {
                                id: string;
                                name: string;
                            };
                            externalReference: string | null;
                            /** Format: date-time */
                            createdAt: string;
                            startedAt: string | null;
                            completedAt: string | null;
                            /** @enum {string} */
                            freshness: "fresh_active" | "likely_stale" | "reconciled_failed" | "terminal_normal" | "unknown";
                            /** @enum {string} */
                            problemClass: "none" | "active_stale_attention" | "terminal_follow_up";
                            isReconciled: boolean;
                            staleLineage: boolean;
                            progress: {
                                /** @enum {string} */
                                kind: "none" | "activity" | "counted" | "phased" | "composite";
                                label: string;
                                processed?: number;
                                total?: number;
                                percent?: number;
                                /** @enum {string} */
                                phase?: "asking_provider" | "collecting_policies" | "reading_evidence" | "planning" | "changing_record" | "reading.deviceCompliancePolicies" | "reading.deviceConfigurations" | "reading.configurationPolicies" | "storing_file" | "sending_messages";
                            };
                            duration: {
                                elapsedSeconds: number | null;
                                expectedSeconds: number | null;
                                /** @enum {string} */
                                insight: "neutral" | "longer_than_usual" | "past_window" | "total" | "never_started";
                                label: string;
                            };
                            headline: string;
                            waitedSeconds: number;
                            ranSeconds: number | null;
                            summaryCounts: {
                                [key: string]: number;
                            };
                            failures: {
                                code: string;
                                message: string;
                                count?: number;
                                about?: {
                                    collection?: string;
                                    id?: string;
                                    name?: string;
                                    run?: string;
                                    permission?: string;
                                    status?: number;
                                };
                            }[];
                            related: {
                                type: string;
                                id: string;
                            } | null;
                            state: {
                                label: string;
                                /** @enum {string} */
                                tone: "danger" | "warning" | "info" | "success" | "neutral";
                            };
                            freshnessLabel: string;
                            needsAttention: boolean;
                            actionability: {
                                /** @enum {string} */
                                status: "not_terminal" | "actionable" | "requires_manual_review" | "superseded_by_later_success" | "resolved_by_current_state" | "informational_only";
                                label: string;
                                isCurrentFollowUp: boolean;
                                reasonCode: string;
                                supersedingRunId?: string;
                                resolvingRelated?: {
                                    type: string;
                                    id: string;
                                };
                                /** Format: date-time */
                                evaluatedAt: string;
                            };
                            reason: {
                                text: string;
                                at: string | null;
                            } | null;
                            cause: {
                                text: string;
                                at: string | null;
                                related: {
                                    type: string;
                                    id: string;
                                } | null;
                                remedy: {
                                    /** @enum {string} */
                                    kind: "enable_and_check" | "check";
                                    label: string;
                                    consequence: string;
                                } | null;
                            } | null;
                            nextAction: {
                                /** @enum {string} */
                                kind: "view_details" | "reconcile" | "open_artifact" | "run_again" | "open_provider_connection" | "open_repeat" | "review_details";
                                label: string;
                                related: {
                                    type: string;
                                    id: string;
                                } | null;
                                who: string | null;
                            };
                            actions: {
                                /** @enum {string} */
                                action: "reconcile" | "open_artifact" | "run_again" | "cancel" | "acknowledge";
                                label: string;
                                consequence: string;
                                requiresNote: boolean;
                                isPrimary: boolean;
                            }[];
                            waiting: {
                                /** @enum {string} */
                                reason: "not_delivered" | "in_queue" | "handed_over" | "provider_throttled" | "until";
                                label: string;
                                ahead: number | null;
                                until: string | null;
                            } | null;
                            isCancelRequested: boolean;
                            acknowledgement: {
                                by: string;
                                /** Format: date-time */
                                at: string;
                                note: string;
                            } | null;
                            issue: {
                                runs: {
                                    value: number;
                                    capped: boolean;
                                };
                                /** Format: date-time */
                                since: string;
                            } | null;
                            waveId: string | null;
                        }[];
                        active: {
                            value: number;
                            capped: boolean;
                            list: {
                                /** @enum {string} */
                                tab: "needs_attention" | "active" | "stale" | "failed" | "blocked" | "partial" | "succeeded" | "resolved_history" | "all";
                                environmentId?: string;
                                /** @enum {string} */
                                problemClass?: "none" | "active_stale_attention" | "terminal_follow_up";
                                /** @enum {string} */
                                cause?: "manual_review" | "blocked" | "failed" | "stale_running" | "stale_queued" | "partially_succeeded";
                                causeKey?: string;
                                /** Format: date-time */
                                from?: string;
                            };
                        };
                        appliedFilters: {
                            [key: string]: string;
                        };
                        polling: {
                            intervalSeconds: (10 | 60) | null;
                        };
                        /** Format: date-time */
                        checkedAt: string;
                    };
                };
            };
            /** @description Not modified: the ETag in If-None-Match is current. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description query_invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing or invalid token; the gateway responds in its own format. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description capability_missing */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description store_busy */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    showMetrics: {
        parameters: {
            query?: {
                environmentId?: string;
                hours?: number;
            };
            header?: {
                "Accept-Language"?: string;
                "If-None-Match"?: string;
            };
            path: {
                /** @description Id of the workspace */
                ws: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Get hourly metrics: runs by outcome, wait time and run time */
            200: {
                headers: {
                    etag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        hours: {
                            /** Format: date-time */
                            hour: string;
                            isRunning: boolean;
                            succeeded: number;
                            partially_succeeded: number;
                            blocked: number;
                            failed: number;
                            cancelled: number;
                            waitedSeconds: {
                                p50: number;
                                p95: number;
                            } | null;
                            ranSeconds: {
                                p50: number;
                                p95: number;
                            } | null;
                        }[];
                        oldestWaiting: {
                            run: {
                                id: string;
                                type: string;
                                label: string;
                                workspaceId: string;
                                environmentId: string | null;
                                environmentName: string | null;
                                /** @enum {string} */
                                status: "queued" | "running" | "completed" | "unknown";
                                /** @enum {string} */
                                outcome: "pending" | "succeeded" | "partially_succeeded" | "blocked" | "failed" | "unknown";
                                initiator: {
                                    id: string;
                                    name: string;
                                };
                                externalReference: string | null;
                                /** Format: date-time */
                                createdAt: string;
                                startedAt: string | null;
                                completedAt: string | null;
                                /** @enum {string} */
                                freshness: "fresh_active" | "likely_stale" | "reconciled_failed" | "terminal_normal" | "unknown";
                                /** @enum {string} */
                                problemClass: "none" | "active_stale_attention" | "terminal_follow_up";
                                isReconciled: boolean;
                                staleLineage: boolean;
                                progress: {
                                    /** @enum {string} */
                                    kind: "none" | "activity" | "counted" | "phased" | "composite";
                                    label: string;
                                    processed?: number;
                                    total?: number;
                                    percent?: number;
                                    /** @enum {string} */
                                    phase?: "asking_provider" | "collecting_policies" | "reading_evidence" | "planning" | "changing_record" | "reading.deviceCompliancePolicies" | "reading.deviceConfigurations" | "reading.configurationPolicies" | "storing_file" | "sending_messages";
                                };
                                duration: {
                                    elapsedSeconds: number | null;
                                    expectedSeconds: number | null;
                                    /** @enum {string} */
                                    insight: "neutral" | "longer_than_usual" | "past_window" | "total" | "never_started";
                                    label: string;
                                };
                                headline: string;
                                waitedSeconds: number;
                                ranSeconds: number | null;
                                summaryCounts: {
                                    [key: string]: number;
                                };
                                failures: {
                                    code: string;
                                    message: string;
                                    count?: number;
                                    about?: {
                                        collection?: string;
                                        id?: string;
                                        name?: string;
                                        run?: string;
                                        permission?: string;
                                        status?: number;
                                    };
                                }[];
                                related: {
                                    type: string;
                                    id: string;
                                } | null;
                                state: {
                                    label: string;
                                    /** @enum {string} */
                                    tone: "danger" | "warning" | "info" | "success" | "neutral";
                                };
                                freshnessLabel: string;
                                needsAttention: boolean;
                                actionability: {
                                    /** @enum {string} */
                                    status: "not_terminal" | "actionable" | "requires_manual_review" | "superseded_by_later_success" | "resolved_by_current_state" | "informational_only";
                                    label: string;
                                    isCurrentFollowUp: boolean;
                                    reasonCode: string;
                                    supersedingRunId?: string;
                                    resolvingRelated?: {
                                        type: string;
                                        id: string;
                                    };
                                    /** Format: date-time */
                                    evaluatedAt: string;
                                };
                                reason: {
                                    text: string;
                                    at: string | null;
                                } | null;
                                cause: {
                                    text: string;
                                    at: string | null;
                                    related: {
                                        type: string;
                                        id: string;
                                    } | null;
                                    remedy: {
                                        /** @enum {string} */
                                        kind: "enable_and_check" | "check";
                                        label: string;
                                        consequence: string;
                                    } | null;
                                } | null;
                                nextAction: {
                                    /** @enum {string} */
                                    kind: "view_details" | "reconcile" | "open_artifact" | "run_again" | "open_provider_connection" | "open_repeat" | "review_details";
                                    label: string;
                                    related: {
                                        type: string;
                                        id: string;
                                    } | null;
                                    who: string | null;
                                };
                                actions: {
                                    /** @enum {string} */
                                    action: "reconcile" | "open_artifact" | "run_again" | "cancel" | "acknowledge";
                                    label: string;
                                    consequence: string;
                                    requiresNote: boolean;
                                    isPrimary: boolean;
                                }[];
                                waiting: {
                                    /** @enum {string} */
                                    reason: "not_delivered" | "in_queue" | "handed_over" | "provider_throttled" | "until";
                                    label: string;
                                    ahead: number | null;
                                    until: string | null;
                                } | null;
                                isCancelRequested: boolean;
                                acknowledgement: {
                                    by: string;
                                    /** Format: date-time */
                                    at: string;
                                    note: string;
                                } | null;
                                issue: {
                                    runs: {
                                        value: number;
                                        capped: boolean;
                                    };
                                    /** Format: date-time */
                                    since: string;
                                } | null;
                                waveId: string | null;
                            };
                            seconds: number;
                        } | null;
                        capped: boolean;
                        appliedFilters: {
                            [key: string]: string;
                        };
                        polling: {
                            intervalSeconds: (10 | 60) | null;
                        };
                        /** Format: date-time */
                        checkedAt: string;
                    };
                };
            };
            /** @description Not modified: the ETag in If-None-Match is current. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description query_invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing or invalid token; the gateway responds in its own format. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description capability_missing */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description store_busy */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    showRun: {
        parameters: {
            query?: never;
            header?: {
                "Accept-Language"?: string;
                "If-None-Match"?: string;
            };
            path: {
                /** @description Id of the workspace */
                ws: string;
                /** @description Id of the run */
                run: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Get one run with its history */
            200: {
                headers: {
                    etag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunDetail"];
                };
            };
            /** @description Not modified: the ETag in If-None-Match is current. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description query_invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing or invalid token; the gateway responds in its own format. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description capability_missing */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description store_busy */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    reconcileRun: {
        parameters: {
            query?: never;
            header?: {
                "Accept-Language"?: string;
            };
            path: {
                /** @description Id of the workspace */
                ws: string;
                /** @description Id of the run */
                run: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Reconcile a run with stored proof now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Reconciled"];
                };
            };
            /** @description query_invalid, body_malformed, header_invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing or invalid token; the gateway responds in its own format. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description capability_missing */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description body_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description media_type_unsupported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description input_invalid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description store_busy */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    actOnRun: {
        parameters: {
            query?: never;
            header?: {
                "Accept-Language"?: string;
                /** @description Idempotency key, valid for 24 hours: a repeated request gets the same response and starts nothing. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Id of the workspace */
                ws: string;
                /** @description Id of the run */
                run: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    action: "acknowledge" | "cancel" | "run_again";
                    note?: string;
                };
            };
        };
        responses: {
            /** @description Acknowledge, cancel or repeat a run, if the run offers it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        result: "acknowledged" | "cancelled" | "cancel_requested" | "queued" | "already_running";
                        run: {
                            id: string;
                            type: string;
                            label: string;
                            workspaceId: string;
                            environmentId: string | null;
                            environmentName: string | null;
                            /** @enum {string} */
                            status: "queued" | "running" | "completed" | "unknown";
                            /** @enum {string} */
                            outcome: "pending" | "succeeded" | "partially_succeeded" | "blocked" | "failed" | "unknown";
                            initiator: {
                                id: string;
                                name: string;
                            };
                            externalReference: string | null;
                            /** Format: date-time */
                            createdAt: string;
                            startedAt: string | null;
                            completedAt: string | null;
                            /** @enum {string} */
                            freshness: "fresh_active" | "likely_stale" | "reconciled_failed" | "terminal_normal" | "unknown";
                            /** @enum {string} */
                            problemClass: "none" | "active_stale_attention" | "terminal_follow_up";
                            isReconciled: boolean;
                            staleLineage: boolean;
                            progress: {
                                /** @enum {string} */
                                kind: "none" | "activity" | "counted" | "phased" | "composite";
                                label: string;
                                processed?: number;
                                total?: number;
                                percent?: number;
                                /** @enum {string} */
                                phase?: "asking_provider" | "collecting_policies" | "reading_evidence" | "planning" | "changing_record" | "reading.deviceCompliancePolicies" | "reading.deviceConfigurations" | "reading.configurationPolicies" | "storing_file" | "sending_messages";
                            };
                            duration: {
                                elapsedSeconds: number | null;
                                expectedSeconds: number | null;
                                /** @enum {string} */
                                insight: "neutral" | "longer_than_usual" | "past_window" | "total" | "never_started";
                                label: string;
                            };
                            headline: string;
                            waitedSeconds: number;
                            ranSeconds: number | null;
                            summaryCounts: {
                                [key: string]: number;
                            };
                            failures: {
                                code: string;
                                message: string;
                                count?: number;
                                about?: {
                                    collection?: string;
                                    id?: string;
                                    name?: string;
                                    run?: string;
                                    permission?: string;
                                    status?: number;
                                };
                            }[];
                            related: {
                                type: string;
                                id: string;
                            } | null;
                            state: {
                                label: string;
                                /** @enum {string} */
                                tone: "danger" | "warning" | "info" | "success" | "neutral";
                            };
                            freshnessLabel: string;
                            needsAttention: boolean;
                            actionability: {
                                /** @enum {string} */
                                status: "not_terminal" | "actionable" | "requires_manual_review" | "superseded_by_later_success" | "resolved_by_current_state" | "informational_only";
                                label: string;
                                isCurrentFollowUp: boolean;
                                reasonCode: string;
                                supersedingRunId?: string;
                                resolvingRelated?: {
                                    type: string;
                                    id: string;
                                };
                                /** Format: date-time */
                                evaluatedAt: string;
                            };
                            reason: {
                                text: string;
                                at: string | null;
                            } | null;
                            cause: {
                                text: string;
                                at: string | null;
                                related: {
                                    type: string;
                                    id: string;
                                } | null;
                                remedy: {
                                    /** @enum {string} */
                                    kind: "enable_and_check" | "check";
                                    label: string;
                                    consequence: string;
                                } | null;
                            } | null;
                            nextAction: {
                                /** @enum {string} */
                                kind: "view_details" | "reconcile" | "open_artifact" | "run_again" | "open_provider_connection" | "open_repeat" | "review_details";
                                label: string;
                                related: {
                                    type: string;
                                    id: string;
                                } | null;
                                who: string | null;
                            };
                            actions: {
                                /** @enum {string} */
                                action: "reconcile" | "open_artifact" | "run_again" | "cancel" | "acknowledge";
                                label: string;
                                consequence: string;
                                requiresNote: boolean;
                                isPrimary: boolean;
                            }[];
                            waiting: {
                                /** @enum {string} */
                                reason: "not_delivered" | "in_queue" | "handed_over" | "provider_throttled" | "until";
                                label: string;
                                ahead: number | null;
                                until: string | null;
                            } | null;
                            isCancelRequested: boolean;
                            acknowledgement: {
                                by: string;
                                /** Format: date-time */
                                at: string;
                                note: string;
                            } | null;
                            issue: {
                                runs: {
                                    value: number;
                                    capped: boolean;
                                };
                                /** Format: date-time */
                                since: string;
                            } | null;
                            waveId: string | null;
                        };
                    };
                };
            };
            /** @description query_invalid, body_malformed, header_invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing or invalid token; the gateway responds in its own format. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description capability_missing */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description action_not_available, idempotency_key_reused, line_busy, approval_required, plan_unsupported */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description body_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description media_type_unsupported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description input_invalid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description store_busy, queue.dispatch_failed */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    startBulkAction: {
        parameters: {
            query?: never;
            header?: {
                "Accept-Language"?: string;
                /** @description Idempotency key, valid for 24 hours: a repeated request gets the same response and starts nothing. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Id of the workspace */
                ws: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    action: "acknowledge" | "cancel" | "run_again";
                    note?: string;
                    runIds: string[];
                };
            };
        };
        responses: {
            /** @description Acknowledge, cancel or repeat many runs, each if it offers it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @enum {string} */
                        action: "acknowledge" | "cancel" | "run_again" | "unknown";
                        label: string;
                        note: string | null;
                        by: {
                            id: string;
                            name: string;
                        };
                        /** Format: date-time */
                        createdAt: string;
                        isComplete: boolean;
                        counts: {
                            total: number;
                            done: number;
                            refused: number;
                            alreadyTrue: number;
                            needsPerson: number;
                        };
                        items: {
                            runId: string;
                            label: string;
                            environmentId: string | null;
                            result: ("acknowledged" | "cancelled" | "cancel_requested" | "queued" | "already_running" | "already_true" | "needs_person" | "refused" | "not_queued" | "unknown") | null;
                            resultLabel: string;
                            newRunId: string | null;
                        }[];
                        /** Format: date-time */
                        checkedAt: string;
                    };
                };
            };
            /** @description query_invalid, body_malformed, header_invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing or invalid token; the gateway responds in its own format. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description capability_missing */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description idempotency_key_reused */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description body_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description media_type_unsupported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description input_invalid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description store_busy */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    continueBulkAction: {
        parameters: {
            query?: never;
            header?: {
                "Accept-Language"?: string;
            };
            path: {
                /** @description Id of the workspace */
                ws: string;
                /** @description Id of the bulk action */
                bulk: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Work off the next runs of a bulk action of the caller */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @enum {string} */
                        action: "acknowledge" | "cancel" | "run_again" | "unknown";
                        label: string;
                        note: string | null;
                        by: {
                            id: string;
                            name: string;
                        };
                        /** Format: date-time */
                        createdAt: string;
                        isComplete: boolean;
                        counts: {
                            total: number;
                            done: number;
                            refused: number;
                            alreadyTrue: number;
                            needsPerson: number;
                        };
                        items: {
                            runId: string;
                            label: string;
                            environmentId: string | null;
                            result: ("acknowledged" | "cancelled" | "cancel_requested" | "queued" | "already_running" | "already_true" | "needs_person" | "refused" | "not_queued" | "unknown") | null;
                            resultLabel: string;
                            newRunId: string | null;
                        }[];
                        /** Format: date-time */
                        checkedAt: string;
                    };
                };
            };
            /** @description query_invalid, body_malformed, header_invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing or invalid token; the gateway responds in its own format. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description capability_missing */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description action_not_available */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description body_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description media_type_unsupported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description input_invalid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description store_busy */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    showBulkAction: {
        parameters: {
            query?: never;
            header?: {
                "Accept-Language"?: string;
                "If-None-Match"?: string;
            };
            path: {
                /** @description Id of the workspace */
                ws: string;
                /** @description Id of the bulk action */
                bulk: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Get a bulk action with the result of each run */
            200: {
                headers: {
                    etag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @enum {string} */
                        action: "acknowledge" | "cancel" | "run_again" | "unknown";
                        label: string;
                        note: string | null;
                        by: {
                            id: string;
                            name: string;
                        };
                        /** Format: date-time */
                        createdAt: string;
                        isComplete: boolean;
                        counts: {
                            total: number;
                            done: number;
                            refused: number;
                            alreadyTrue: number;
                            needsPerson: number;
                        };
                        items: {
                            runId: string;
                            label: string;
                            environmentId: string | null;
                            result: ("acknowledged" | "cancelled" | "cancel_requested" | "queued" | "already_running" | "already_true" | "needs_person" | "refused" | "not_queued" | "unknown") | null;
                            resultLabel: string;
                            newRunId: string | null;
                        }[];
                        /** Format: date-time */
                        checkedAt: string;
                    };
                };
            };
            /** @description Not modified: the ETag in If-None-Match is current. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description query_invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing or invalid token; the gateway responds in its own format. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description capability_missing */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description store_busy */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listViews: {
        parameters: {
            query?: never;
            header?: {
                "Accept-Language"?: string;
                "If-None-Match"?: string;
            };
            path: {
                /** @description Id of the workspace */
                ws: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List the saved views of the hub that the workspace shares, by name */
            200: {
                headers: {
                    etag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            id: string;
                            name: string;
                            filters: {
                                [key: string]: string;
                            };
                            by: {
                                id: string;
                                name: string;
                            };
                            /** Format: date-time */
                            at: string;
                            isChangeable: boolean;
                        }[];
                        appliedFilters: {
                            [key: string]: string;
                        };
                        nextCursor: string | null;
                        polling: {
                            intervalSeconds: (10 | 60) | null;
                        };
                        /** Format: date-time */
                        checkedAt: string;
                    };
                };
            };
            /** @description Not modified: the ETag in If-None-Match is current. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description query_invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing or invalid token; the gateway responds in its own format. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description capability_missing */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description store_busy */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    writeView: {
        parameters: {
            query?: never;
            header?: {
                "Accept-Language"?: string;
            };
            path: {
                /** @description Id of the workspace */
                ws: string;
                /** @description Id of the saved view */
                view: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    filters: {
                        /** @enum {string} */
                        tab?: "needs_attention" | "active" | "stale" | "failed" | "blocked" | "partial" | "succeeded" | "resolved_history" | "all";
                        /** @enum {string} */
                        problemClass?: "none" | "active_stale_attention" | "terminal_follow_up";
                        /** @enum {string} */
                        cause?: "manual_review" | "blocked" | "failed" | "stale_running" | "stale_queued" | "partially_succeeded";
                        causeKey?: string;
                        text?: string;
                        externalReference?: string;
                        environmentId?: string;
                        type?: string;
                        /** @enum {string} */
                        status?: "queued" | "running" | "completed" | "unknown";
                        /** @enum {string} */
                        outcome?: "pending" | "succeeded" | "partially_succeeded" | "blocked" | "failed" | "unknown" | "cancelled";
                        /** @enum {string} */
                        freshness?: "fresh_active" | "likely_stale" | "reconciled_failed" | "terminal_normal" | "unknown";
                        /** @enum {string} */
                        reconciled?: "true" | "false";
                        initiator?: string;
                        /** Format: date-time */
                        from?: string;
                        /** Format: date-time */
                        to?: string;
                    };
                };
            };
        };
        responses: {
            /** @description Save a view of the hub for the workspace, or replace one */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        name: string;
                        filters: {
                            [key: string]: string;
                        };
                        by: {
                            id: string;
                            name: string;
                        };
                        /** Format: date-time */
                        at: string;
                        isChangeable: boolean;
                    };
                };
            };
            /** @description query_invalid, body_malformed, header_invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing or invalid token; the gateway responds in its own format. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description capability_missing */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description limit_reached */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description body_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description media_type_unsupported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description input_invalid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description store_busy */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removeView: {
        parameters: {
            query?: never;
            header?: {
                "Accept-Language"?: string;
            };
            path: {
                /** @description Id of the workspace */
                ws: string;
                /** @description Id of the saved view */
                view: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Remove a saved view of the hub */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        name: string;
                        filters: {
                            [key: string]: string;
                        };
                        by: {
                            id: string;
                            name: string;
                        };
                        /** Format: date-time */
                        at: string;
                        isChangeable: boolean;
                    };
                };
            };
            /** @description query_invalid, body_malformed, header_invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing or invalid token; the gateway responds in its own format. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description capability_missing */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description body_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description media_type_unsupported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description input_invalid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description store_busy */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    startWave: {
        parameters: {
            query?: never;
            header?: {
                "Accept-Language"?: string;
                /** @description Idempotency key, valid for 24 hours: a repeated request gets the same response and starts nothing. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Id of the workspace */
                ws: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    type: string;
                    /** @default {} */
                    input: {
                        [key: string]: unknown;
                    };
                    targets: {
                        environmentIds: string[];
                    } | {
                        /** @constant */
                        all: true;
                    } | {
                        brokenPromise: string;
                    } | {
                        plannedBy: string;
                        planDigest: string;
                        confirmation: string;
                    };
                    canary?: number;
                    concurrency?: number;
                    stop?: {
                        failuresMax: number;
                        failedPercentMax: number;
                    };
                    externalReference?: string;
                };
            };
        };
        responses: {
            /** @description Start one operation in many environments, a few at a time, with a canary and a stop rule */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Started"];
                };
            };
            /** @description Start one operation in many environments, a few at a time, with a canary and a stop rule */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Queued"];
                };
            };
            /** @description query_invalid, body_malformed, header_invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing or invalid token; the gateway responds in its own format. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description capability_missing */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description environment_archived, plan_changed, plan_expired, approval_required, idempotency_key_reused, line_busy */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description body_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description media_type_unsupported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description input_invalid, operation_type_unknown, operation_not_startable, operation_not_in_waves, selection_empty, selection_too_large */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description store_busy, queue.dispatch_failed */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listWaveTargets: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                state?: "failed" | "blocked" | "partially_succeeded" | "not_started" | "left_out" | "active" | "waiting" | "succeeded";
            };
            header?: {
                "Accept-Language"?: string;
                "If-None-Match"?: string;
            };
            path: {
                /** @description Id of the workspace */
                ws: string;
                /** @description Id of the wave, which is that of its run */
                wave: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List the targets of a wave by state, failed ones first, with the counts of all states */
            200: {
                headers: {
                    etag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            environmentId: string;
                            environmentName: string;
                            /** @enum {string} */
                            state: "failed" | "blocked" | "partially_succeeded" | "not_started" | "left_out" | "active" | "waiting" | "succeeded";
                            badge: {
                                label: string;
                                /** @enum {string} */
                                tone: "danger" | "warning" | "info" | "success" | "neutral";
                            };
                            runId: string | null;
                            isJoined: boolean;
                            code: string | null;
                            reason: string | null;
                        }[];
                        appliedFilters: {
                            [key: string]: string;
                        };
                        nextCursor: string | null;
                        polling: {
                            intervalSeconds: (10 | 60) | null;
                        };
                        /** Format: date-time */
                        checkedAt: string;
                        wave: {
                            type: string;
                            label: string;
                            total: number;
                            counts: {
                                [key: string]: number;
                            };
                            canary: number;
                            concurrency: number;
                            stop: {
                                failuresMax: number;
                                failedPercentMax: number;
                            };
                            stopped: {
                                /** @enum {string} */
                                reason: "canary_failed" | "too_many_failures" | "aborted" | "deadline" | "closed";
                                /** Format: date-time */
                                at: string;
                                by: string | null;
                            } | null;
                            headline: string;
                            hasPlan: boolean;
                        };
                    };
                    "application/x-ndjson": string;
                    "text/csv": string;
                };
            };
            /** @description Not modified: the ETag in If-None-Match is current. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description query_invalid, cursor_invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing or invalid token; the gateway responds in its own format. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description capability_missing */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description store_busy */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    showWavePlan: {
        parameters: {
            query?: never;
            header?: {
                "Accept-Language"?: string;
                "If-None-Match"?: string;
            };
            path: {
                /** @description Id of the workspace */
                ws: string;
                /** @description Id of the wave, which is that of its run */
                wave: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Show what an ended dry wave has planned: what can be executed now, and what is left out and why */
            200: {
                headers: {
                    etag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        digest: string;
                        targets: number;
                        changes: {
                            creates: number;
                            updates: number;
                            deletes: number;
                            keeps: number;
                        };
                        ready: {
                            digest: string;
                            targets: number;
                            changes: {
                                creates: number;
                                updates: number;
                                deletes: number;
                                keeps: number;
                            };
                            expiresAt: string | null;
                        };
                        leftOut: {
                            environmentId: string;
                            environmentName: string;
                            planId: string;
                            /** @enum {string} */
                            code: "is_source" | "approval_required" | "approval_refused" | "plan_expired" | "plan_in_use" | "environment_archived";
                            reason: string;
                        }[];
                        /** Format: date-time */
                        checkedAt: string;
                    };
                };
            };
            /** @description Not modified: the ETag in If-None-Match is current. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description query_invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing or invalid token; the gateway responds in its own format. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description capability_missing */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description action_not_available */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description store_busy */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    repeatWave: {
        parameters: {
            query?: never;
            header?: {
                "Accept-Language"?: string;
                /** @description Idempotency key, valid for 24 hours: a repeated request gets the same response and starts nothing. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Id of the workspace */
                ws: string;
                /** @description Id of the wave, which is that of its run */
                wave: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    states: ("failed" | "blocked" | "partially_succeeded" | "not_started")[];
                    externalReference?: string;
                };
            };
        };
        responses: {
            /** @description Start a further wave over the targets of an ended one that still need it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Started"];
                };
            };
            /** @description Start a further wave over the targets of an ended one that still need it */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Queued"];
                };
            };
            /** @description query_invalid, body_malformed, header_invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing or invalid token; the gateway responds in its own format. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description capability_missing */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description environment_archived, plan_changed, plan_expired, approval_required, idempotency_key_reused, line_busy, action_not_available */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description body_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description media_type_unsupported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description input_invalid, operation_type_unknown, operation_not_startable, operation_not_in_waves, selection_empty, selection_too_large */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description store_busy, queue.dispatch_failed */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listSchedules: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                environmentId?: string;
                state?: "attention" | "paused_by_failures" | "overdue" | "missed" | "refused" | "skipped" | "late" | "paused" | "stopped" | "ended" | "waiting" | "on_time";
            };
            header?: {
                "Accept-Language"?: string;
                "If-None-Match"?: string;
            };
            path: {
                /** @description Id of the workspace */
                ws: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List the schedules that the caller may see, worst first */
            200: {
                headers: {
                    etag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            id: string;
                            name: string;
                            environmentId: string | null;
                            environmentName: string | null;
                            wave: {
                                targets: {
                                    environmentIds: string[];
                                } | {
                                    /** @constant */
                                    all: true;
                                } | {
                                    brokenPromise: string;
                                };
                                canary: number;
                                concurrency: number;
                                stop: {
                                    failuresMax: number;
                                    failedPercentMax: number;
                                };
                                text: string;
                            } | null;
                            type: string;
                            typeLabel: string;
                            input: {
                                [key: string]: unknown;
                            };
                            rule: {
                                cron: string | null;
                                timezone: string | null;
                                everySeconds: number | null;
                                anchor: string | null;
                                text: string;
                            };
                            jitterSeconds: number;
                            delaySeconds: number;
                            windowSeconds: number;
                            /** @enum {string} */
                            overlap: "wait" | "skip";
                            /** @enum {string} */
                            catchUp: "none" | "last" | "all";
                            pauseAfter: number | null;
                            owner: {
                                id: string;
                                name: string;
                            };
                            /** Format: date-time */
                            createdAt: string;
                            /** Format: date-time */
                            changedAt: string;
                            rev: number;
                            paused: {
                                /** Format: date-time */
                                at: string;
                                by: string | null;
                                note: string | null;
                            } | null;
                            state: {
                                /** @enum {string} */
                                code: "paused_by_failures" | "overdue" | "missed" | "refused" | "skipped" | "late" | "paused" | "stopped" | "ended" | "waiting" | "on_time";
                                label: string;
                                /** @enum {string} */
                                tone: "danger" | "warning" | "info" | "success" | "neutral";
                                text: string;
                            };
                            needsAttention: boolean;
                            next: {
                                /** Format: date-time */
                                at: string;
                                local: string;
                                note: {
                                    /** @enum {string} */
                                    code: "moved_forward" | "first_of_two" | "second_of_two";
                                    text: string;
                                } | null;
                            } | null;
                            last: {
                                /** Format: date-time */
                                from: string;
                                /** Format: date-time */
                                to: string;
                                n: number;
                                /** @enum {string} */
                                verdict: "ran" | "late" | "skipped" | "missed" | "starting" | "unknown";
                                reason: {
                                    code: string;
                                    text: string;
                                } | null;
                                state: {
                                    label: string;
                                    /** @enum {string} */
                                    tone: "danger" | "warning" | "info" | "success" | "neutral";
                                };
                                busyRunId: string | null;
                            } | null;
                            lastRunId: string | null;
                            /** Format: date-time */
                            accountedUntil: string;
                            counts: {
                                ran: number;
                                late: number;
                                skipped: number;
                                missed: number;
                            };
                            isChangeable: boolean;
                            isStartable: boolean;
                        }[];
                        appliedFilters: {
                            [key: string]: string;
                        };
                        nextCursor: string | null;
                        polling: {
                            intervalSeconds: (10 | 60) | null;
                        };
                        /** Format: date-time */
                        checkedAt: string;
                        total: number;
                        needAttention: number;
                        unreadable: number;
                    };
                };
            };
            /** @description Not modified: the ETag in If-None-Match is current. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description query_invalid, cursor_invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing or invalid token; the gateway responds in its own format. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description capability_missing */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description store_busy */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createSchedule: {
        parameters: {
            query?: never;
            header?: {
                "Accept-Language"?: string;
                /** @description Idempotency key, valid for 24 hours: a repeated request gets the same response and starts nothing. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Id of the workspace */
                ws: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    type: string;
                    environmentId?: string;
                    name: string;
                    /** @default {} */
                    input: {
                        [key: string]: unknown;
                    };
                    /**
                     * @example {
                     *       "cron": "30 2 * * *",
                     *       "timezone": "Europe/Berlin"
                     *     }
                     * @example {
                     *       "everySeconds": 21600
                     *     }
                     */
                    rule: {
                        cron?: string;
                        timezone?: string;
                        everySeconds?: number;
                        /** Format: date-time */
                        anchor?: string;
                    };
                    jitterSeconds?: number;
                    windowSeconds?: number;
                    /**
                     * @default wait
                     * @enum {string}
                     */
                    overlap: "wait" | "skip";
                    /**
                     * @default last
                     * @enum {string}
                     */
                    catchUp: "none" | "last" | "all";
                    /** @default null */
                    pauseAfter: number | null;
                    wave?: {
                        targets: {
                            environmentIds: string[];
                        } | {
                            /** @constant */
                            all: true;
                        } | {
                            brokenPromise: string;
                        };
                        canary?: number;
                        concurrency?: number;
                        stop?: {
                            failuresMax: number;
                            failedPercentMax: number;
                        };
                    };
                };
            };
        };
        responses: {
            /** @description Create a schedule that starts an operation in one environment, or as a wave in several */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        name: string;
                        environmentId: string | null;
                        environmentName: string | null;
                        wave: {
                            targets: {
                                environmentIds: string[];
                            } | {
                                /** @constant */
                                all: true;
                            } | {
                                brokenPromise: string;
                            };
                            canary: number;
                            concurrency: number;
                            stop: {
                                failuresMax: number;
                                failedPercentMax: number;
                            };
                            text: string;
                        } | null;
                        type: string;
                        typeLabel: string;
                        input: {
                            [key: string]: unknown;
                        };
                        rule: {
                            cron: string | null;
                            timezone: string | null;
                            everySeconds: number | null;
                            anchor: string | null;
                            text: string;
                        };
                        jitterSeconds: number;
                        delaySeconds: number;
                        windowSeconds: number;
                        /** @enum {string} */
                        overlap: "wait" | "skip";
                        /** @enum {string} */
                        catchUp: "none" | "last" | "all";
                        pauseAfter: number | null;
                        owner: {
                            id: string;
                            name: string;
                        };
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        changedAt: string;
                        rev: number;
                        paused: {
                            /** Format: date-time */
                            at: string;
                            by: string | null;
                            note: string | null;
                        } | null;
                        state: {
                            /** @enum {string} */
                            code: "paused_by_failures" | "overdue" | "missed" | "refused" | "skipped" | "late" | "paused" | "stopped" | "ended" | "waiting" | "on_time";
                            label: string;
                            /** @enum {string} */
                            tone: "danger" | "warning" | "info" | "success" | "neutral";
                            text: string;
                        };
                        needsAttention: boolean;
                        next: {
                            /** Format: date-time */
                            at: string;
                            local: string;
                            note: {
                                /** @enum {string} */
                                code: "moved_forward" | "first_of_two" | "second_of_two";
                                text: string;
                            } | null;
                        } | null;
                        last: {
                            /** Format: date-time */
                            from: string;
                            /** Format: date-time */
                            to: string;
                            n: number;
                            /** @enum {string} */
                            verdict: "ran" | "late" | "skipped" | "missed" | "starting" | "unknown";
                            reason: {
                                code: string;
                                text: string;
                            } | null;
                            state: {
                                label: string;
                                /** @enum {string} */
                                tone: "danger" | "warning" | "info" | "success" | "neutral";
                            };
                            busyRunId: string | null;
                        } | null;
                        lastRunId: string | null;
                        /** Format: date-time */
                        accountedUntil: string;
                        counts: {
                            ran: number;
                            late: number;
                            skipped: number;
                            missed: number;
                        };
                        isChangeable: boolean;
                        isStartable: boolean;
                    };
                };
            };
            /** @description Create a schedule that starts an operation in one environment, or as a wave in several */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        name: string;
                        environmentId: string | null;
                        environmentName: string | null;
                        wave: {
                            targets: {
                                environmentIds: string[];
                            } | {
                                /** @constant */
                                all: true;
                            } | {
                                brokenPromise: string;
                            };
                            canary: number;
                            concurrency: number;
                            stop: {
                                failuresMax: number;
                                failedPercentMax: number;
                            };
                            text: string;
                        } | null;
                        type: string;
                        typeLabel: string;
                        input: {
                            [key: string]: unknown;
                        };
                        rule: {
                            cron: string | null;
                            timezone: string | null;
                            everySeconds: number | null;
                            anchor: string | null;
                            text: string;
                        };
                        jitterSeconds: number;
                        delaySeconds: number;
                        windowSeconds: number;
                        /** @enum {string} */
                        overlap: "wait" | "skip";
                        /** @enum {string} */
                        catchUp: "none" | "last" | "all";
                        pauseAfter: number | null;
                        owner: {
                            id: string;
                            name: string;
                        };
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        changedAt: string;
                        rev: number;
                        paused: {
                            /** Format: date-time */
                            at: string;
                            by: string | null;
                            note: string | null;
                        } | null;
                        state: {
                            /** @enum {string} */
                            code: "paused_by_failures" | "overdue" | "missed" | "refused" | "skipped" | "late" | "paused" | "stopped" | "ended" | "waiting" | "on_time";
                            label: string;
                            /** @enum {string} */
                            tone: "danger" | "warning" | "info" | "success" | "neutral";
                            text: string;
                        };
                        needsAttention: boolean;
                        next: {
                            /** Format: date-time */
                            at: string;
                            local: string;
                            note: {
                                /** @enum {string} */
                                code: "moved_forward" | "first_of_two" | "second_of_two";
                                text: string;
                            } | null;
                        } | null;
                        last: {
                            /** Format: date-time */
                            from: string;
                            /** Format: date-time */
                            to: string;
                            n: number;
                            /** @enum {string} */
                            verdict: "ran" | "late" | "skipped" | "missed" | "starting" | "unknown";
                            reason: {
                                code: string;
                                text: string;
                            } | null;
                            state: {
                                label: string;
                                /** @enum {string} */
                                tone: "danger" | "warning" | "info" | "success" | "neutral";
                            };
                            busyRunId: string | null;
                        } | null;
                        lastRunId: string | null;
                        /** Format: date-time */
                        accountedUntil: string;
                        counts: {
                            ran: number;
                            late: number;
                            skipped: number;
                            missed: number;
                        };
                        isChangeable: boolean;
                        isStartable: boolean;
                    };
                };
            };
            /** @description query_invalid, body_malformed, header_invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing or invalid token; the gateway responds in its own format. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description capability_missing */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description environment_archived, limit_reached, idempotency_key_reused */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description body_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description media_type_unsupported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description input_invalid, operation_type_unknown, operation_not_schedulable, rule_invalid, timezone_unknown, interval_too_short */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description store_busy */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    previewSchedule: {
        parameters: {
            query?: {
                cron?: string;
                timezone?: string;
                everySeconds?: number;
                anchor?: string;
            };
            header?: {
                "Accept-Language"?: string;
                "If-None-Match"?: string;
            };
            path: {
                /** @description Id of the workspace */
                ws: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Get the next ten slots of a rule in local time, with changes of the clock */
            200: {
                headers: {
                    etag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        text: string;
                        items: {
                            /** Format: date-time */
                            at: string;
                            local: string;
                            note: {
                                /** @enum {string} */
                                code: "moved_forward" | "first_of_two" | "second_of_two";
                                text: string;
                            } | null;
                        }[];
                        /** Format: date-time */
                        checkedAt: string;
                    };
                };
            };
            /** @description Not modified: the ETag in If-None-Match is current. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description query_invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing or invalid token; the gateway responds in its own format. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description capability_missing */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rule_invalid, timezone_unknown, interval_too_short */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description store_busy */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    showSchedule: {
        parameters: {
            query?: never;
            header?: {
                "Accept-Language"?: string;
                "If-None-Match"?: string;
            };
            path: {
                /** @description Id of the workspace */
                ws: string;
                /** @description Id of the schedule */
                schedule: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Get a schedule with its next slots and the newest entries of its ledger */
            200: {
                headers: {
                    etag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        name: string;
                        environmentId: string | null;
                        environmentName: string | null;
                        wave: {
                            targets: {
                                environmentIds: string[];
                            } | {
                                /** @constant */
                                all: true;
                            } | {
                                brokenPromise: string;
                            };
                            canary: number;
                            concurrency: number;
                            stop: {
                                failuresMax: number;
                                failedPercentMax: number;
                            };
                            text: string;
                        } | null;
                        type: string;
                        typeLabel: string;
                        input: {
                            [key: string]: unknown;
                        };
                        rule: {
                            cron: string | null;
                            timezone: string | null;
                            everySeconds: number | null;
                            anchor: string | null;
                            text: string;
                        };
                        jitterSeconds: number;
                        delaySeconds: number;
                        windowSeconds: number;
                        /** @enum {string} */
                        overlap: "wait" | "skip";
                        /** @enum {string} */
                        catchUp: "none" | "last" | "all";
                        pauseAfter: number | null;
                        owner: {
                            id: string;
                            name: string;
                        };
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        changedAt: string;
                        rev: number;
                        paused: {
                            /** Format: date-time */
                            at: string;
                            by: string | null;
                            note: string | null;
                        } | null;
                        state: {
                            /** @enum {string} */
                            code: "paused_by_failures" | "overdue" | "missed" | "refused" | "skipped" | "late" | "paused" | "stopped" | "ended" | "waiting" | "on_time";
                            label: string;
                            /** @enum {string} */
                            tone: "danger" | "warning" | "info" | "success" | "neutral";
                            text: string;
                        };
                        needsAttention: boolean;
                        next: {
                            /** Format: date-time */
                            at: string;
                            local: string;
                            note: {
                                /** @enum {string} */
                                code: "moved_forward" | "first_of_two" | "second_of_two";
                                text: string;
                            } | null;
                        } | null;
                        last: {
                            /** Format: date-time */
                            from: string;
                            /** Format: date-time */
                            to: string;
                            n: number;
                            /** @enum {string} */
                            verdict: "ran" | "late" | "skipped" | "missed" | "starting" | "unknown";
                            reason: {
                                code: string;
                                text: string;
                            } | null;
                            state: {
                                label: string;
                                /** @enum {string} */
                                tone: "danger" | "warning" | "info" | "success" | "neutral";
                            };
                            busyRunId: string | null;
                        } | null;
                        lastRunId: string | null;
                        /** Format: date-time */
                        accountedUntil: string;
                        counts: {
                            ran: number;
                            late: number;
                            skipped: number;
                            missed: number;
                        };
                        isChangeable: boolean;
                        isStartable: boolean;
                        occurrences: {
                            /** Format: date-time */
                            from: string;
                            /** Format: date-time */
                            to: string;
                            n: number;
                            /** @enum {string} */
                            verdict: "ran" | "late" | "skipped" | "missed" | "starting" | "unknown";
                            reason: {
                                code: string;
                                text: string;
                            } | null;
                            state: {
                                label: string;
                                /** @enum {string} */
                                tone: "danger" | "warning" | "info" | "success" | "neutral";
                            };
                            busyRunId: string | null;
                            runId: string | null;
                            runState: {
                                label: string;
                                /** @enum {string} */
                                tone: "danger" | "warning" | "info" | "success" | "neutral";
                            } | null;
                            startedAt: string | null;
                        }[];
                        upcoming: {
                            /** Format: date-time */
                            at: string;
                            local: string;
                            note: {
                                /** @enum {string} */
                                code: "moved_forward" | "first_of_two" | "second_of_two";
                                text: string;
                            } | null;
                        }[];
                        /** Format: date-time */
                        checkedAt: string;
                    };
                };
            };
            /** @description Not modified: the ETag in If-None-Match is current. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description query_invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing or invalid token; the gateway responds in its own format. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description capability_missing */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description store_busy */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    editSchedule: {
        parameters: {
            query?: never;
            header?: {
                "Accept-Language"?: string;
            };
            path: {
                /** @description Id of the workspace */
                ws: string;
                /** @description Id of the schedule */
                schedule: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    rev: number;
                    name: string;
                    /** @default {} */
                    input: {
                        [key: string]: unknown;
                    };
                    /**
                     * @example {
                     *       "cron": "30 2 * * *",
                     *       "timezone": "Europe/Berlin"
                     *     }
                     * @example {
                     *       "everySeconds": 21600
                     *     }
                     */
                    rule: {
                        cron?: string;
                        timezone?: string;
                        everySeconds?: number;
                        /** Format: date-time */
                        anchor?: string;
                    };
                    jitterSeconds?: number;
                    windowSeconds?: number;
                    /**
                     * @default wait
                     * @enum {string}
                     */
                    overlap: "wait" | "skip";
                    /**
                     * @default last
                     * @enum {string}
                     */
                    catchUp: "none" | "last" | "all";
                    /** @default null */
                    pauseAfter: number | null;
                    wave?: {
                        targets: {
                            environmentIds: string[];
                        } | {
                            /** @constant */
                            all: true;
                        } | {
                            brokenPromise: string;
                        };
                        canary?: number;
                        concurrency?: number;
                        stop?: {
                            failuresMax: number;
                            failedPercentMax: number;
                        };
                    };
                };
            };
        };
        responses: {
            /** @description Replace the settings of a schedule; the caller becomes its owner */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        name: string;
                        environmentId: string | null;
                        environmentName: string | null;
                        wave: {
                            targets: {
                                environmentIds: string[];
                            } | {
                                /** @constant */
                                all: true;
                            } | {
                                brokenPromise: string;
                            };
                            canary: number;
                            concurrency: number;
                            stop: {
                                failuresMax: number;
                                failedPercentMax: number;
                            };
                            text: string;
                        } | null;
                        type: string;
                        typeLabel: string;
                        input: {
                            [key: string]: unknown;
                        };
                        rule: {
                            cron: string | null;
                            timezone: string | null;
                            everySeconds: number | null;
                            anchor: string | null;
                            text: string;
                        };
                        jitterSeconds: number;
                        delaySeconds: number;
                        windowSeconds: number;
                        /** @enum {string} */
                        overlap: "wait" | "skip";
                        /** @enum {string} */
                        catchUp: "none" | "last" | "all";
                        pauseAfter: number | null;
                        owner: {
                            id: string;
                            name: string;
                        };
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        changedAt: string;
                        rev: number;
                        paused: {
                            /** Format: date-time */
                            at: string;
                            by: string | null;
                            note: string | null;
                        } | null;
                        state: {
                            /** @enum {string} */
                            code: "paused_by_failures" | "overdue" | "missed" | "refused" | "skipped" | "late" | "paused" | "stopped" | "ended" | "waiting" | "on_time";
                            label: string;
                            /** @enum {string} */
                            tone: "danger" | "warning" | "info" | "success" | "neutral";
                            text: string;
                        };
                        needsAttention: boolean;
                        next: {
                            /** Format: date-time */
                            at: string;
                            local: string;
                            note: {
                                /** @enum {string} */
                                code: "moved_forward" | "first_of_two" | "second_of_two";
                                text: string;
                            } | null;
                        } | null;
                        last: {
                            /** Format: date-time */
                            from: string;
                            /** Format: date-time */
                            to: string;
                            n: number;
                            /** @enum {string} */
                            verdict: "ran" | "late" | "skipped" | "missed" | "starting" | "unknown";
                            reason: {
                                code: string;
                                text: string;
                            } | null;
                            state: {
                                label: string;
                                /** @enum {string} */
                                tone: "danger" | "warning" | "info" | "success" | "neutral";
                            };
                            busyRunId: string | null;
                        } | null;
                        lastRunId: string | null;
                        /** Format: date-time */
                        accountedUntil: string;
                        counts: {
                            ran: number;
                            late: number;
                            skipped: number;
                            missed: number;
                        };
                        isChangeable: boolean;
                        isStartable: boolean;
                    };
                };
            };
            /** @description query_invalid, body_malformed, header_invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing or invalid token; the gateway responds in its own format. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description capability_missing */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description revision_conflict, schedule_busy */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description body_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description media_type_unsupported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description input_invalid, rule_invalid, timezone_unknown, interval_too_short */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description store_busy */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removeSchedule: {
        parameters: {
            query?: never;
            header?: {
                "Accept-Language"?: string;
            };
            path: {
                /** @description Id of the workspace */
                ws: string;
                /** @description Id of the schedule */
                schedule: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Remove a schedule; its runs stay, and its ledger for 400 days */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        name: string;
                        environmentId: string | null;
                        environmentName: string | null;
                        wave: {
                            targets: {
                                environmentIds: string[];
                            } | {
                                /** @constant */
                                all: true;
                            } | {
                                brokenPromise: string;
                            };
                            canary: number;
                            concurrency: number;
                            stop: {
                                failuresMax: number;
                                failedPercentMax: number;
                            };
                            text: string;
                        } | null;
                        type: string;
                        typeLabel: string;
                        input: {
                            [key: string]: unknown;
                        };
                        rule: {
                            cron: string | null;
                            timezone: string | null;
                            everySeconds: number | null;
                            anchor: string | null;
                            text: string;
                        };
                        jitterSeconds: number;
                        delaySeconds: number;
                        windowSeconds: number;
                        /** @enum {string} */
                        overlap: "wait" | "skip";
                        /** @enum {string} */
                        catchUp: "none" | "last" | "all";
                        pauseAfter: number | null;
                        owner: {
                            id: string;
                            name: string;
                        };
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        changedAt: string;
                        rev: number;
                        paused: {
                            /** Format: date-time */
                            at: string;
                            by: string | null;
                            note: string | null;
                        } | null;
                        state: {
                            /** @enum {string} */
                            code: "paused_by_failures" | "overdue" | "missed" | "refused" | "skipped" | "late" | "paused" | "stopped" | "ended" | "waiting" | "on_time";
                            label: string;
                            /** @enum {string} */
                            tone: "danger" | "warning" | "info" | "success" | "neutral";
                            text: string;
                        };
                        needsAttention: boolean;
                        next: {
                            /** Format: date-time */
                            at: string;
                            local: string;
                            note: {
                                /** @enum {string} */
                                code: "moved_forward" | "first_of_two" | "second_of_two";
                                text: string;
                            } | null;
                        } | null;
                        last: {
                            /** Format: date-time */
                            from: string;
                            /** Format: date-time */
                            to: string;
                            n: number;
                            /** @enum {string} */
                            verdict: "ran" | "late" | "skipped" | "missed" | "starting" | "unknown";
                            reason: {
                                code: string;
                                text: string;
                            } | null;
                            state: {
                                label: string;
                                /** @enum {string} */
                                tone: "danger" | "warning" | "info" | "success" | "neutral";
                            };
                            busyRunId: string | null;
                        } | null;
                        lastRunId: string | null;
                        /** Format: date-time */
                        accountedUntil: string;
                        counts: {
                            ran: number;
                            late: number;
                            skipped: number;
                            missed: number;
                        };
                        isChangeable: boolean;
                        isStartable: boolean;
                    };
                };
            };
            /** @description query_invalid, body_malformed, header_invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing or invalid token; the gateway responds in its own format. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description capability_missing */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description revision_conflict, schedule_busy */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description body_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description media_type_unsupported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description input_invalid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description store_busy */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    pauseSchedule: {
        parameters: {
            query?: never;
            header?: {
                "Accept-Language"?: string;
            };
            path: {
                /** @description Id of the workspace */
                ws: string;
                /** @description Id of the schedule */
                schedule: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    note: string;
                };
            };
        };
        responses: {
            /** @description Pause a schedule; its slots are skipped until it is resumed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        name: string;
                        environmentId: string | null;
                        environmentName: string | null;
                        wave: {
                            targets: {
                                environmentIds: string[];
                            } | {
                                /** @constant */
                                all: true;
                            } | {
                                brokenPromise: string;
                            };
                            canary: number;
                            concurrency: number;
                            stop: {
                                failuresMax: number;
                                failedPercentMax: number;
                            };
                            text: string;
                        } | null;
                        type: string;
                        typeLabel: string;
                        input: {
                            [key: string]: unknown;
                        };
                        rule: {
                            cron: string | null;
                            timezone: string | null;
                            everySeconds: number | null;
                            anchor: string | null;
                            text: string;
                        };
                        jitterSeconds: number;
                        delaySeconds: number;
                        windowSeconds: number;
                        /** @enum {string} */
                        overlap: "wait" | "skip";
                        /** @enum {string} */
                        catchUp: "none" | "last" | "all";
                        pauseAfter: number | null;
                        owner: {
                            id: string;
                            name: string;
                        };
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        changedAt: string;
                        rev: number;
                        paused: {
                            /** Format: date-time */
                            at: string;
                            by: string | null;
                            note: string | null;
                        } | null;
                        state: {
                            /** @enum {string} */
                            code: "paused_by_failures" | "overdue" | "missed" | "refused" | "skipped" | "late" | "paused" | "stopped" | "ended" | "waiting" | "on_time";
                            label: string;
                            /** @enum {string} */
                            tone: "danger" | "warning" | "info" | "success" | "neutral";
                            text: string;
                        };
                        needsAttention: boolean;
                        next: {
                            /** Format: date-time */
                            at: string;
                            local: string;
                            note: {
                                /** @enum {string} */
                                code: "moved_forward" | "first_of_two" | "second_of_two";
                                text: string;
                            } | null;
                        } | null;
                        last: {
                            /** Format: date-time */
                            from: string;
                            /** Format: date-time */
                            to: string;
                            n: number;
                            /** @enum {string} */
                            verdict: "ran" | "late" | "skipped" | "missed" | "starting" | "unknown";
                            reason: {
                                code: string;
                                text: string;
                            } | null;
                            state: {
                                label: string;
                                /** @enum {string} */
                                tone: "danger" | "warning" | "info" | "success" | "neutral";
                            };
                            busyRunId: string | null;
                        } | null;
                        lastRunId: string | null;
                        /** Format: date-time */
                        accountedUntil: string;
                        counts: {
                            ran: number;
                            late: number;
                            skipped: number;
                            missed: number;
                        };
                        isChangeable: boolean;
                        isStartable: boolean;
                    };
                };
            };
            /** @description query_invalid, body_malformed, header_invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing or invalid token; the gateway responds in its own format. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description capability_missing */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description revision_conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description body_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description media_type_unsupported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description input_invalid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description store_busy */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    resumeSchedule: {
        parameters: {
            query?: never;
            header?: {
                "Accept-Language"?: string;
            };
            path: {
                /** @description Id of the workspace */
                ws: string;
                /** @description Id of the schedule */
                schedule: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    note: string;
                };
            };
        };
        responses: {
            /** @description Resume a paused schedule; the caller becomes its owner */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        name: string;
                        environmentId: string | null;
                        environmentName: string | null;
                        wave: {
                            targets: {
                                environmentIds: string[];
                            } | {
                                /** @constant */
                                all: true;
                            } | {
                                brokenPromise: string;
                            };
                            canary: number;
                            concurrency: number;
                            stop: {
                                failuresMax: number;
                                failedPercentMax: number;
                            };
                            text: string;
                        } | null;
                        type: string;
                        typeLabel: string;
                        input: {
                            [key: string]: unknown;
                        };
                        rule: {
                            cron: string | null;
                            timezone: string | null;
                            everySeconds: number | null;
                            anchor: string | null;
                            text: string;
                        };
                        jitterSeconds: number;
                        delaySeconds: number;
                        windowSeconds: number;
                        /** @enum {string} */
                        overlap: "wait" | "skip";
                        /** @enum {string} */
                        catchUp: "none" | "last" | "all";
                        pauseAfter: number | null;
                        owner: {
                            id: string;
                            name: string;
                        };
                        /** Format: date-time */
                        createdAt: string;
                        /** Format: date-time */
                        changedAt: string;
                        rev: number;
                        paused: {
                            /** Format: date-time */
                            at: string;
                            by: string | null;
                            note: string | null;
                        } | null;
                        state: {
                            /** @enum {string} */
                            code: "paused_by_failures" | "overdue" | "missed" | "refused" | "skipped" | "late" | "paused" | "stopped" | "ended" | "waiting" | "on_time";
                            label: string;
                            /** @enum {string} */
                            tone: "danger" | "warning" | "info" | "success" | "neutral";
                            text: string;
                        };
                        needsAttention: boolean;
                        next: {
                            /** Format: date-time */
                            at: string;
                            local: string;
                            note: {
                                /** @enum {string} */
                                code: "moved_forward" | "first_of_two" | "second_of_two";
                                text: string;
                            } | null;
                        } | null;
                        last: {
                            /** Format: date-time */
                            from: string;
                            /** Format: date-time */
                            to: string;
                            n: number;
                            /** @enum {string} */
                            verdict: "ran" | "late" | "skipped" | "missed" | "starting" | "unknown";
                            reason: {
                                code: string;
                                text: string;
                            } | null;
                            state: {
                                label: string;
                                /** @enum {string} */
                                tone: "danger" | "warning" | "info" | "success" | "neutral";
                            };
                            busyRunId: string | null;
                        } | null;
                        lastRunId: string | null;
                        /** Format: date-time */
                        accountedUntil: string;
                        counts: {
                            ran: number;
                            late: number;
                            skipped: number;
                            missed: number;
                        };
                        isChangeable: boolean;
                        isStartable: boolean;
                    };
                };
            };
            /** @description query_invalid, body_malformed, header_invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing or invalid token; the gateway responds in its own format. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description capability_missing */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description environment_archived, revision_conflict, schedule_busy */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description body_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description media_type_unsupported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description input_invalid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description store_busy */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    runSchedule: {
        parameters: {
            query?: never;
            header?: {
                "Accept-Language"?: string;
                /** @description Idempotency key, valid for 24 hours: a repeated request gets the same response and starts nothing. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Id of the workspace */
                ws: string;
                /** @description Id of the schedule */
                schedule: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Start the work of a schedule now; the start fills no slot */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Started"];
                };
            };
            /** @description Start the work of a schedule now; the start fills no slot */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Queued"];
                };
            };
            /** @description query_invalid, body_malformed, header_invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing or invalid token; the gateway responds in its own format. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description capability_missing */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description environment_archived, idempotency_key_reused, line_busy */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description body_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description media_type_unsupported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description input_invalid, operation_not_startable, selection_empty, selection_too_large */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description store_busy, queue.dispatch_failed */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listOccurrences: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                verdict?: "ran" | "late" | "skipped" | "missed" | "starting" | "unknown";
                from?: string;
                to?: string;
            };
            header?: {
                "Accept-Language"?: string;
                "If-None-Match"?: string;
            };
            path: {
                /** @description Id of the workspace */
                ws: string;
                /** @description Id of the schedule */
                schedule: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List what became of the slots of a schedule, newest first */
            200: {
                headers: {
                    etag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: date-time */
                            from: string;
                            /** Format: date-time */
                            to: string;
                            n: number;
                            /** @enum {string} */
                            verdict: "ran" | "late" | "skipped" | "missed" | "starting" | "unknown";
                            reason: {
                                code: string;
                                text: string;
                            } | null;
                            state: {
                                label: string;
                                /** @enum {string} */
                                tone: "danger" | "warning" | "info" | "success" | "neutral";
                            };
                            busyRunId: string | null;
                            runId: string | null;
                            runState: {
                                label: string;
                                /** @enum {string} */
                                tone: "danger" | "warning" | "info" | "success" | "neutral";
                            } | null;
                            startedAt: string | null;
                        }[];
                        appliedFilters: {
                            [key: string]: string;
                        };
                        nextCursor: string | null;
                        polling: {
                            intervalSeconds: (10 | 60) | null;
                        };
                        /** Format: date-time */
                        checkedAt: string;
                    };
                };
            };
            /** @description Not modified: the ETag in If-None-Match is current. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description query_invalid, cursor_invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing or invalid token; the gateway responds in its own format. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description capability_missing */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description store_busy */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    showPromiseMatrix: {
        parameters: {
            query?: {
                state?: "broken" | "due_soon" | "unknown" | "kept";
                environmentId?: string;
            };
            header?: {
                "Accept-Language"?: string;
                "If-None-Match"?: string;
            };
            path: {
                /** @description Id of the workspace */
                ws: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Show which environments are as promised, worst first */
            200: {
                headers: {
                    etag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        promises: {
                            id: string;
                            name: string;
                            /** @enum {string} */
                            proof: "backup" | "compare" | "review" | "evidence" | "sync" | "check" | "unknown";
                            proofLabel: string;
                            withinSeconds: number;
                            within: string;
                            environments: "all" | string[];
                            /** Format: date-time */
                            effectiveFrom: string;
                            ownerId: string;
                            rev: number;
                            changedBy: {
                                id: string;
                                name: string;
                            };
                            /** Format: date-time */
                            changedAt: string;
                            exceptions: {
                                environmentId: string;
                                /** Format: date-time */
                                until: string;
                                ownerId: string;
                                reason: string;
                                changedBy: {
                                    id: string;
                                    name: string;
                                };
                                /** Format: date-time */
                                changedAt: string;
                            }[];
                        }[];
                        rows: {
                            environment: {
                                id: string;
                                name: string;
                            };
                            /** @enum {string} */
                            key: "broken" | "due_soon" | "unknown" | "kept";
                            state: {
                                label: string;
                                /** @enum {string} */
                                tone: "danger" | "warning" | "info" | "success" | "neutral";
                            };
                            cells: {
                                promiseId: string;
                                environmentId: string;
                                /** @enum {string} */
                                key: "broken" | "due_soon" | "unknown" | "kept";
                                reason: ("not_readable" | "never_proven_yet" | "not_effective_yet" | "excepted") | null;
                                state: {
                                    label: string;
                                    /** @enum {string} */
                                    tone: "danger" | "warning" | "info" | "success" | "neutral";
                                };
                                text: string;
                                provenAt: string | null;
                                provenBy: string | null;
                                brokenSince: string | null;
                                breaksAt: string | null;
                                exception: {
                                    environmentId: string;
                                    /** Format: date-time */
                                    until: string;
                                    ownerId: string;
                                    reason: string;
                                    changedBy: {
                                        id: string;
                                        name: string;
                                    };
                                    /** Format: date-time */
                                    changedAt: string;
                                } | null;
                                why: {
                                    /** @enum {string} */
                                    kind: "open_problem" | "schedule_paused" | "schedule_missed" | "nothing_scheduled" | "scheduled" | "unread";
                                    text: string;
                                    runId: string | null;
                                    scheduleId: string | null;
                                    at: string | null;
                                }[];
                            }[];
                        }[];
                        rowCount: {
                            value: number;
                            capped: boolean;
                        };
                        counts: {
                            broken: {
                                value: number;
                                capped: boolean;
                            };
                            due_soon: {
                                value: number;
                                capped: boolean;
                            };
                            unknown: {
                                value: number;
                                capped: boolean;
                            };
                            kept: {
                                value: number;
                                capped: boolean;
                            };
                        };
                        headline: string;
                        unread: string | null;
                        appliedFilters: {
                            [key: string]: string;
                        };
                        polling: {
                            intervalSeconds: (10 | 60) | null;
                        };
                        /** Format: date-time */
                        checkedAt: string;
                    };
                };
            };
            /** @description Not modified: the ETag in If-None-Match is current. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description query_invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing or invalid token; the gateway responds in its own format. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description capability_missing */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description store_busy */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listPromises: {
        parameters: {
            query?: never;
            header?: {
                "Accept-Language"?: string;
                "If-None-Match"?: string;
            };
            path: {
                /** @description Id of the workspace */
                ws: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List the promises of the workspace with their current exceptions */
            200: {
                headers: {
                    etag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            id: string;
                            name: string;
                            /** @enum {string} */
                            proof: "backup" | "compare" | "review" | "evidence" | "sync" | "check" | "unknown";
                            proofLabel: string;
                            withinSeconds: number;
                            within: string;
                            environments: "all" | string[];
                            /** Format: date-time */
                            effectiveFrom: string;
                            ownerId: string;
                            rev: number;
                            changedBy: {
                                id: string;
                                name: string;
                            };
                            /** Format: date-time */
                            changedAt: string;
                            exceptions: {
                                environmentId: string;
                                /** Format: date-time */
                                until: string;
                                ownerId: string;
                                reason: string;
                                changedBy: {
                                    id: string;
                                    name: string;
                                };
                                /** Format: date-time */
                                changedAt: string;
                            }[];
                        }[];
                        appliedFilters: {
                            [key: string]: string;
                        };
                        nextCursor: string | null;
                        polling: {
                            intervalSeconds: (10 | 60) | null;
                        };
                        /** Format: date-time */
                        checkedAt: string;
                        unread: string | null;
                    };
                };
            };
            /** @description Not modified: the ETag in If-None-Match is current. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description query_invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing or invalid token; the gateway responds in its own format. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description capability_missing */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description store_busy */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createPromise: {
        parameters: {
            query?: never;
            header?: {
                "Accept-Language"?: string;
            };
            path: {
                /** @description Id of the workspace */
                ws: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    /** @enum {string} */
                    proof: "backup" | "compare" | "review" | "evidence" | "sync" | "check";
                    withinSeconds: number;
                    environments: "all" | string[];
                    /** Format: date-time */
                    effectiveFrom?: string;
                    ownerId?: string;
                };
            };
        };
        responses: {
            /** @description Promise a proof within a time, in all environments or some */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        name: string;
                        /** @enum {string} */
                        proof: "backup" | "compare" | "review" | "evidence" | "sync" | "check" | "unknown";
                        proofLabel: string;
                        withinSeconds: number;
                        within: string;
                        environments: "all" | string[];
                        /** Format: date-time */
                        effectiveFrom: string;
                        ownerId: string;
                        rev: number;
                        changedBy: {
                            id: string;
                            name: string;
                        };
                        /** Format: date-time */
                        changedAt: string;
                        exceptions: {
                            environmentId: string;
                            /** Format: date-time */
                            until: string;
                            ownerId: string;
                            reason: string;
                            changedBy: {
                                id: string;
                                name: string;
                            };
                            /** Format: date-time */
                            changedAt: string;
                        }[];
                    };
                };
            };
            /** @description query_invalid, body_malformed, header_invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing or invalid token; the gateway responds in its own format. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description capability_missing */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description limit_reached */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description body_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description media_type_unsupported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description input_invalid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description store_busy */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    writePromise: {
        parameters: {
            query?: never;
            header?: {
                "Accept-Language"?: string;
            };
            path: {
                /** @description Id of the workspace */
                ws: string;
                /** @description Id of the record */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    /** @enum {string} */
                    proof: "backup" | "compare" | "review" | "evidence" | "sync" | "check";
                    withinSeconds: number;
                    environments: "all" | string[];
                    /** Format: date-time */
                    effectiveFrom?: string;
                    ownerId?: string;
                    rev: number;
                };
            };
        };
        responses: {
            /** @description Change a promise */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        name: string;
                        /** @enum {string} */
                        proof: "backup" | "compare" | "review" | "evidence" | "sync" | "check" | "unknown";
                        proofLabel: string;
                        withinSeconds: number;
                        within: string;
                        environments: "all" | string[];
                        /** Format: date-time */
                        effectiveFrom: string;
                        ownerId: string;
                        rev: number;
                        changedBy: {
                            id: string;
                            name: string;
                        };
                        /** Format: date-time */
                        changedAt: string;
                        exceptions: {
                            environmentId: string;
                            /** Format: date-time */
                            until: string;
                            ownerId: string;
                            reason: string;
                            changedBy: {
                                id: string;
                                name: string;
                            };
                            /** Format: date-time */
                            changedAt: string;
                        }[];
                    };
                };
            };
            /** @description query_invalid, body_malformed, header_invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing or invalid token; the gateway responds in its own format. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description capability_missing */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description revision_conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description body_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description media_type_unsupported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description input_invalid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description store_busy */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removePromise: {
        parameters: {
            query?: never;
            header?: {
                "Accept-Language"?: string;
            };
            path: {
                /** @description Id of the workspace */
                ws: string;
                /** @description Id of the record */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description End a promise */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        name: string;
                        /** @enum {string} */
                        proof: "backup" | "compare" | "review" | "evidence" | "sync" | "check" | "unknown";
                        proofLabel: string;
                        withinSeconds: number;
                        within: string;
                        environments: "all" | string[];
                        /** Format: date-time */
                        effectiveFrom: string;
                        ownerId: string;
                        rev: number;
                        changedBy: {
                            id: string;
                            name: string;
                        };
                        /** Format: date-time */
                        changedAt: string;
                        exceptions: {
                            environmentId: string;
                            /** Format: date-time */
                            until: string;
                            ownerId: string;
                            reason: string;
                            changedBy: {
                                id: string;
                                name: string;
                            };
                            /** Format: date-time */
                            changedAt: string;
                        }[];
                    };
                };
            };
            /** @description query_invalid, body_malformed, header_invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing or invalid token; the gateway responds in its own format. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description capability_missing */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description body_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description media_type_unsupported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description input_invalid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description store_busy */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    writePromiseException: {
        parameters: {
            query?: never;
            header?: {
                "Accept-Language"?: string;
            };
            path: {
                /** @description Id of the workspace */
                ws: string;
                /** @description Id of the record */
                id: string;
                /** @description Id of the environment */
                env: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: date-time */
                    until: string;
                    ownerId?: string;
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Except an environment from a promise until an instant, or end the exception */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        environmentId: string;
                        /** Format: date-time */
                        until: string;
                        ownerId: string;
                        reason: string;
                        changedBy: {
                            id: string;
                            name: string;
                        };
                        /** Format: date-time */
                        changedAt: string;
                    };
                };
            };
            /** @description query_invalid, body_malformed, header_invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing or invalid token; the gateway responds in its own format. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description capability_missing */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description body_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description media_type_unsupported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description input_invalid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description store_busy */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listPlans: {
        parameters: {
            query?: never;
            header?: {
                "Accept-Language"?: string;
                "If-None-Match"?: string;
            };
            path: {
                /** @description Id of the workspace */
                ws: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List plans that wait for an approval or for their execution */
            200: {
                headers: {
                    etag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            id: string;
                            environment: {
                                id: string;
                                name: string;
                            };
                            operationType: string;
                            typeLabel: string;
                            /** @enum {string} */
                            state: "planned" | "requested" | "approved" | "refused" | "expired" | "executed" | "lapsed" | "world_moved" | "over";
                            stateLabel: string;
                            headline: string;
                            digest: string | null;
                            blast: {
                                environments: number;
                                creates: number;
                                updates: number;
                                deletes: number;
                                keeps: number;
                            };
                            itemCount: number;
                            expiresAt: string | null;
                            record: {
                                /** @enum {string} */
                                kind: "plans" | "restore-runs";
                                id: string;
                            };
                            request: {
                                by: {
                                    id: string;
                                    name: string;
                                };
                                /** Format: date-time */
                                at: string;
                                note: string;
                            } | null;
                            decision: {
                                /** @enum {string} */
                                decision: "approve" | "refuse";
                                by: {
                                    id: string;
                                    name: string;
                                };
                                /** Format: date-time */
                                at: string;
                                note: string;
                            } | null;
                            executedByRunId: string | null;
                            mayRequest: boolean;
                            mayDecide: boolean;
                        }[];
                        appliedFilters: {
                            [key: string]: string;
                        };
                        nextCursor: string | null;
                        polling: {
                            intervalSeconds: (10 | 60) | null;
                        };
                        /** Format: date-time */
                        checkedAt: string;
                        waiting: {
                            value: number;
                            atLeast: boolean;
                        };
                    };
                };
            };
            /** @description Not modified: the ETag in If-None-Match is current. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description query_invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing or invalid token; the gateway responds in its own format. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description capability_missing */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description store_busy */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    showPlan: {
        parameters: {
            query?: never;
            header?: {
                "Accept-Language"?: string;
                "If-None-Match"?: string;
            };
            path: {
                /** @description Id of the workspace */
                ws: string;
                /** @description Id of the plan: that of the run that made it */
                plan: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Get a plan: what it changes, and its approval */
            200: {
                headers: {
                    etag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        environment: {
                            id: string;
                            name: string;
                        };
                        operationType: string;
                        typeLabel: string;
                        /** @enum {string} */
                        state: "planned" | "requested" | "approved" | "refused" | "expired" | "executed" | "lapsed" | "world_moved" | "over";
                        stateLabel: string;
                        headline: string;
                        digest: string | null;
                        blast: {
                            environments: number;
                            creates: number;
                            updates: number;
                            deletes: number;
                            keeps: number;
                        };
                        itemCount: number;
                        expiresAt: string | null;
                        record: {
                            /** @enum {string} */
                            kind: "plans" | "restore-runs";
                            id: string;
                        };
                        request: {
                            by: {
                                id: string;
                                name: string;
                            };
                            /** Format: date-time */
                            at: string;
                            note: string;
                        } | null;
                        decision: {
                            /** @enum {string} */
                            decision: "approve" | "refuse";
                            by: {
                                id: string;
                                name: string;
                            };
                            /** Format: date-time */
                            at: string;
                            note: string;
                        } | null;
                        executedByRunId: string | null;
                        mayRequest: boolean;
                        mayDecide: boolean;
                    };
                };
            };
            /** @description Not modified: the ETag in If-None-Match is current. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description query_invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing or invalid token; the gateway responds in its own format. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description capability_missing */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description store_busy */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    requestApproval: {
        parameters: {
            query?: never;
            header?: {
                "Accept-Language"?: string;
            };
            path: {
                /** @description Id of the workspace */
                ws: string;
                /** @description Id of the plan: that of the run that made it */
                plan: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    note: string;
                };
            };
        };
        responses: {
            /** @description Request the approval of a plan by another person */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        environment: {
                            id: string;
                            name: string;
                        };
                        operationType: string;
                        typeLabel: string;
                        /** @enum {string} */
                        state: "planned" | "requested" | "approved" | "refused" | "expired" | "executed" | "lapsed" | "world_moved" | "over";
                        stateLabel: string;
                        headline: string;
                        digest: string | null;
                        blast: {
                            environments: number;
                            creates: number;
                            updates: number;
                            deletes: number;
                            keeps: number;
                        };
                        itemCount: number;
                        expiresAt: string | null;
                        record: {
                            /** @enum {string} */
                            kind: "plans" | "restore-runs";
                            id: string;
                        };
                        request: {
                            by: {
                                id: string;
                                name: string;
                            };
                            /** Format: date-time */
                            at: string;
                            note: string;
                        } | null;
                        decision: {
                            /** @enum {string} */
                            decision: "approve" | "refuse";
                            by: {
                                id: string;
                                name: string;
                            };
                            /** Format: date-time */
                            at: string;
                            note: string;
                        } | null;
                        executedByRunId: string | null;
                        mayRequest: boolean;
                        mayDecide: boolean;
                    };
                };
            };
            /** @description query_invalid, body_malformed, header_invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing or invalid token; the gateway responds in its own format. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description capability_missing */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description environment_archived, plan_expired, action_not_available */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description body_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description media_type_unsupported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description input_invalid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description store_busy */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    decidePlan: {
        parameters: {
            query?: never;
            header?: {
                "Accept-Language"?: string;
            };
            path: {
                /** @description Id of the workspace */
                ws: string;
                /** @description Id of the plan: that of the run that made it */
                plan: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    decision: "approve" | "refuse";
                    digest: string;
                    note: string;
                };
            };
        };
        responses: {
            /** @description Approve or refuse a plan that another person has requested */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        environment: {
                            id: string;
                            name: string;
                        };
                        operationType: string;
                        typeLabel: string;
                        /** @enum {string} */
                        state: "planned" | "requested" | "approved" | "refused" | "expired" | "executed" | "lapsed" | "world_moved" | "over";
                        stateLabel: string;
                        headline: string;
                        digest: string | null;
                        blast: {
                            environments: number;
                            creates: number;
                            updates: number;
                            deletes: number;
                            keeps: number;
                        };
                        itemCount: number;
                        expiresAt: string | null;
                        record: {
                            /** @enum {string} */
                            kind: "plans" | "restore-runs";
                            id: string;
                        };
                        request: {
                            by: {
                                id: string;
                                name: string;
                            };
                            /** Format: date-time */
                            at: string;
                            note: string;
                        } | null;
                        decision: {
                            /** @enum {string} */
                            decision: "approve" | "refuse";
                            by: {
                                id: string;
                                name: string;
                            };
                            /** Format: date-time */
                            at: string;
                            note: string;
                        } | null;
                        executedByRunId: string | null;
                        mayRequest: boolean;
                        mayDecide: boolean;
                    };
                };
            };
            /** @description query_invalid, body_malformed, header_invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing or invalid token; the gateway responds in its own format. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description capability_missing, same_person */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description plan_changed, plan_expired, action_not_available */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description body_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description media_type_unsupported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description input_invalid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description store_busy */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listAlerts: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                state?: "open" | "active" | "snoozed" | "closed";
                externalReference?: string;
            };
            header?: {
                "Accept-Language"?: string;
                "If-None-Match"?: string;
            };
            path: {
                /** @description Id of the workspace */
                ws: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List alerts, open ones by default, the newest first */
            200: {
                headers: {
                    etag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            key: string;
                            /** @enum {string} */
                            cause: "manual_review" | "blocked" | "failed" | "partially_succeeded" | "overdue" | "promise_broken" | "schedule_failing" | "approval_waiting" | "channel_failing" | "unknown";
                            causeLabel: string;
                            environmentId: string | null;
                            /** @enum {string} */
                            status: "open" | "closed" | "unknown";
                            state: {
                                label: string;
                                /** @enum {string} */
                                tone: "danger" | "warning" | "info" | "success" | "neutral";
                            };
                            title: string;
                            text: string;
                            reason: string | null;
                            closeProof: {
                                /** @enum {string} */
                                code: "cause_gone" | "no_rule" | "unknown";
                                text: string;
                            } | null;
                            seq: number;
                            version: number;
                            /** Format: date-time */
                            since: string;
                            /** Format: date-time */
                            openedAt: string;
                            closedAt: string | null;
                            runId: string | null;
                            promiseId: string | null;
                            scheduleId: string | null;
                            planId: string | null;
                            channelId: string | null;
                            externalReference: string | null;
                            snooze: {
                                /** Format: date-time */
                                until: string;
                                /** @enum {string} */
                                ends: "time" | "change" | "next_failure";
                                reason: string;
                                by: string;
                            } | null;
                        }[];
                        appliedFilters: {
                            [key: string]: string;
                        };
                        nextCursor: string | null;
                        polling: {
                            intervalSeconds: (10 | 60) | null;
                        };
                        /** Format: date-time */
                        checkedAt: string;
                        headline: string;
                        open: {
                            value: number;
                            capped: boolean;
                        };
                        snoozed: {
                            value: number;
                            capped: boolean;
                        };
                        closed: {
                            value: number;
                            capped: boolean;
                        } | null;
                        watch: {
                            /** @enum {string} */
                            state: "watching" | "late" | "never" | "no_rule" | "unread";
                            evaluatedAt: string | null;
                            text: string;
                        };
                        unread: string | null;
                    };
                };
            };
            /** @description Not modified: the ETag in If-None-Match is current. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description query_invalid, cursor_invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing or invalid token; the gateway responds in its own format. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description capability_missing */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description store_busy */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    showAlert: {
        parameters: {
            query?: never;
            header?: {
                "Accept-Language"?: string;
                "If-None-Match"?: string;
            };
            path: {
                /** @description Id of the workspace */
                ws: string;
                /** @description Key of the alert */
                alert: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Get an alert with what each channel was sent about it */
            200: {
                headers: {
                    etag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        key: string;
                        /** @enum {string} */
                        cause: "manual_review" | "blocked" | "failed" | "partially_succeeded" | "overdue" | "promise_broken" | "schedule_failing" | "approval_waiting" | "channel_failing" | "unknown";
                        causeLabel: string;
                        environmentId: string | null;
                        /** @enum {string} */
                        status: "open" | "closed" | "unknown";
                        state: {
                            label: string;
                            /** @enum {string} */
                            tone: "danger" | "warning" | "info" | "success" | "neutral";
                        };
                        title: string;
                        text: string;
                        reason: string | null;
                        closeProof: {
                            /** @enum {string} */
                            code: "cause_gone" | "no_rule" | "unknown";
                            text: string;
                        } | null;
                        seq: number;
                        version: number;
                        /** Format: date-time */
                        since: string;
                        /** Format: date-time */
                        openedAt: string;
                        closedAt: string | null;
                        runId: string | null;
                        promiseId: string | null;
                        scheduleId: string | null;
                        planId: string | null;
                        channelId: string | null;
                        externalReference: string | null;
                        snooze: {
                            /** Format: date-time */
                            until: string;
                            /** @enum {string} */
                            ends: "time" | "change" | "next_failure";
                            reason: string;
                            by: string;
                        } | null;
                        channels: {
                            id: string;
                            name: string | null;
                            /** @enum {string} */
                            delivery: "open_sent" | "closed_sent" | "due" | "update_due" | "close_due" | "sending" | "none" | "channel_removed" | "unknown";
                            state: {
                                label: string;
                                /** @enum {string} */
                                tone: "danger" | "warning" | "info" | "success" | "neutral";
                            };
                            text: string;
                        }[];
                        /** Format: date-time */
                        checkedAt: string;
                    };
                };
            };
            /** @description Not modified: the ETag in If-None-Match is current. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description query_invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing or invalid token; the gateway responds in its own format. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description capability_missing */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description store_busy */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    snoozeAlert: {
        parameters: {
            query?: never;
            header?: {
                "Accept-Language"?: string;
            };
            path: {
                /** @description Id of the workspace */
                ws: string;
                /** @description Key of the alert */
                alert: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    seq: number;
                    /** Format: date-time */
                    until: string;
                    /**
                     * @default time
                     * @enum {string}
                     */
                    ends: "time" | "change" | "next_failure";
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Snooze an open alert until an instant, or end its snooze */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        key: string;
                        /** @enum {string} */
                        cause: "manual_review" | "blocked" | "failed" | "partially_succeeded" | "overdue" | "promise_broken" | "schedule_failing" | "approval_waiting" | "channel_failing" | "unknown";
                        causeLabel: string;
                        environmentId: string | null;
                        /** @enum {string} */
                        status: "open" | "closed" | "unknown";
                        state: {
                            label: string;
                            /** @enum {string} */
                            tone: "danger" | "warning" | "info" | "success" | "neutral";
                        };
                        title: string;
                        text: string;
                        reason: string | null;
                        closeProof: {
                            /** @enum {string} */
                            code: "cause_gone" | "no_rule" | "unknown";
                            text: string;
                        } | null;
                        seq: number;
                        version: number;
                        /** Format: date-time */
                        since: string;
                        /** Format: date-time */
                        openedAt: string;
                        closedAt: string | null;
                        runId: string | null;
                        promiseId: string | null;
                        scheduleId: string | null;
                        planId: string | null;
                        channelId: string | null;
                        externalReference: string | null;
                        snooze: {
                            /** Format: date-time */
                            until: string;
                            /** @enum {string} */
                            ends: "time" | "change" | "next_failure";
                            reason: string;
                            by: string;
                        } | null;
                    };
                };
            };
            /** @description query_invalid, body_malformed, header_invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing or invalid token; the gateway responds in its own format. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description capability_missing */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description revision_conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description body_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description media_type_unsupported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description input_invalid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description store_busy */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listAlertRules: {
        parameters: {
            query?: never;
            header?: {
                "Accept-Language"?: string;
                "If-None-Match"?: string;
            };
            path: {
                /** @description Id of the workspace */
                ws: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List the rules that turn causes into alerts */
            200: {
                headers: {
                    etag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            id: string;
                            name: string;
                            causes: ("manual_review" | "blocked" | "failed" | "partially_succeeded" | "overdue" | "promise_broken" | "schedule_failing" | "approval_waiting")[];
                            environments: "all" | string[];
                            afterSeconds: number;
                            channelIds: string[];
                            rev: number;
                            changedBy: {
                                id: string;
                                name: string;
                            };
                            /** Format: date-time */
                            changedAt: string;
                        }[];
                        appliedFilters: {
                            [key: string]: string;
                        };
                        nextCursor: string | null;
                        polling: {
                            intervalSeconds: (10 | 60) | null;
                        };
                        /** Format: date-time */
                        checkedAt: string;
                        unread: string | null;
                    };
                };
            };
            /** @description Not modified: the ETag in If-None-Match is current. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description query_invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing or invalid token; the gateway responds in its own format. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description capability_missing */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description store_busy */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createAlertRule: {
        parameters: {
            query?: never;
            header?: {
                "Accept-Language"?: string;
            };
            path: {
                /** @description Id of the workspace */
                ws: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    causes: ("manual_review" | "blocked" | "failed" | "partially_succeeded" | "overdue" | "promise_broken" | "schedule_failing" | "approval_waiting")[];
                    environments: "all" | string[];
                    /** @default 0 */
                    afterSeconds: number;
                    channelIds: string[];
                };
            };
        };
        responses: {
            /** @description Create an alert rule */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        name: string;
                        causes: ("manual_review" | "blocked" | "failed" | "partially_succeeded" | "overdue" | "promise_broken" | "schedule_failing" | "approval_waiting")[];
                        environments: "all" | string[];
                        afterSeconds: number;
                        channelIds: string[];
                        rev: number;
                        changedBy: {
                            id: string;
                            name: string;
                        };
                        /** Format: date-time */
                        changedAt: string;
                    };
                };
            };
            /** @description query_invalid, body_malformed, header_invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing or invalid token; the gateway responds in its own format. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description capability_missing */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description limit_reached */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description body_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description media_type_unsupported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description input_invalid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description store_busy */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    writeAlertRule: {
        parameters: {
            query?: never;
            header?: {
                "Accept-Language"?: string;
            };
            path: {
                /** @description Id of the workspace */
                ws: string;
                /** @description Id of the alert rule */
                rule: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    causes: ("manual_review" | "blocked" | "failed" | "partially_succeeded" | "overdue" | "promise_broken" | "schedule_failing" | "approval_waiting")[];
                    environments: "all" | string[];
                    /** @default 0 */
                    afterSeconds: number;
                    channelIds: string[];
                    rev: number;
                };
            };
        };
        responses: {
            /** @description Change an alert rule */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        name: string;
                        causes: ("manual_review" | "blocked" | "failed" | "partially_succeeded" | "overdue" | "promise_broken" | "schedule_failing" | "approval_waiting")[];
                        environments: "all" | string[];
                        afterSeconds: number;
                        channelIds: string[];
                        rev: number;
                        changedBy: {
                            id: string;
                            name: string;
                        };
                        /** Format: date-time */
                        changedAt: string;
                    };
                };
            };
            /** @description query_invalid, body_malformed, header_invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing or invalid token; the gateway responds in its own format. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description capability_missing */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description revision_conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description body_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description media_type_unsupported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description input_invalid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description store_busy */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removeAlertRule: {
        parameters: {
            query?: never;
            header?: {
                "Accept-Language"?: string;
            };
            path: {
                /** @description Id of the workspace */
                ws: string;
                /** @description Id of the alert rule */
                rule: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description End an alert rule; alerts that no other rule asks for are closed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        name: string;
                        causes: ("manual_review" | "blocked" | "failed" | "partially_succeeded" | "overdue" | "promise_broken" | "schedule_failing" | "approval_waiting")[];
                        environments: "all" | string[];
                        afterSeconds: number;
                        channelIds: string[];
                        rev: number;
                        changedBy: {
                            id: string;
                            name: string;
                        };
                        /** Format: date-time */
                        changedAt: string;
                    };
                };
            };
            /** @description query_invalid, body_malformed, header_invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing or invalid token; the gateway responds in its own format. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description capability_missing */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description body_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description media_type_unsupported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description input_invalid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description store_busy */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listAlertChannels: {
        parameters: {
            query?: never;
            header?: {
                "Accept-Language"?: string;
                "If-None-Match"?: string;
            };
            path: {
                /** @description Id of the workspace */
                ws: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List the channels for alerts, and how they deliver */
            200: {
                headers: {
                    etag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            id: string;
                            name: string;
                            /** @enum {string} */
                            kind: "webhook" | "slack" | "teams" | "email" | "unknown";
                            url: string | null;
                            secretName: string | null;
                            to: string[];
                            /** @enum {string} */
                            locale: "en" | "de";
                            fallbackId: string | null;
                            rev: number;
                            changedBy: {
                                id: string;
                                name: string;
                            };
                            /** Format: date-time */
                            changedAt: string;
                            state: {
                                label: string;
                                /** @enum {string} */
                                tone: "danger" | "warning" | "info" | "success" | "neutral";
                            };
                            text: string;
                            failures: number;
                            failingSince: string | null;
                            nextTryAt: string | null;
                            lastRunId: string | null;
                        }[];
                        appliedFilters: {
                            [key: string]: string;
                        };
                        nextCursor: string | null;
                        polling: {
                            intervalSeconds: (10 | 60) | null;
                        };
                        /** Format: date-time */
                        checkedAt: string;
                        unread: string | null;
                    };
                };
            };
            /** @description Not modified: the ETag in If-None-Match is current. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description query_invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing or invalid token; the gateway responds in its own format. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description capability_missing */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description store_busy */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createAlertChannel: {
        parameters: {
            query?: never;
            header?: {
                "Accept-Language"?: string;
            };
            path: {
                /** @description Id of the workspace */
                ws: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    /** @enum {string} */
                    kind: "webhook" | "slack" | "teams" | "email";
                    url?: string;
                    secretName?: string;
                    to?: string[];
                    /**
                     * @default en
                     * @enum {string}
                     */
                    locale: "en" | "de";
                    fallbackId?: string;
                };
            };
        };
        responses: {
            /** @description Create a channel for alerts */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        name: string;
                        /** @enum {string} */
                        kind: "webhook" | "slack" | "teams" | "email" | "unknown";
                        url: string | null;
                        secretName: string | null;
                        to: string[];
                        /** @enum {string} */
                        locale: "en" | "de";
                        fallbackId: string | null;
                        rev: number;
                        changedBy: {
                            id: string;
                            name: string;
                        };
                        /** Format: date-time */
                        changedAt: string;
                        state: {
                            label: string;
                            /** @enum {string} */
                            tone: "danger" | "warning" | "info" | "success" | "neutral";
                        };
                        text: string;
                        failures: number;
                        failingSince: string | null;
                        nextTryAt: string | null;
                        lastRunId: string | null;
                    };
                };
            };
            /** @description query_invalid, body_malformed, header_invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing or invalid token; the gateway responds in its own format. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description capability_missing */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description limit_reached */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description body_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description media_type_unsupported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description input_invalid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description store_busy */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    writeAlertChannel: {
        parameters: {
            query?: never;
            header?: {
                "Accept-Language"?: string;
            };
            path: {
                /** @description Id of the workspace */
                ws: string;
                /** @description Id of the channel */
                channel: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    /** @enum {string} */
                    kind: "webhook" | "slack" | "teams" | "email";
                    url?: string;
                    secretName?: string;
                    to?: string[];
                    /**
                     * @default en
                     * @enum {string}
                     */
                    locale: "en" | "de";
                    fallbackId?: string;
                    rev: number;
                };
            };
        };
        responses: {
            /** @description Change a channel; a failing one is tried again at once */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        name: string;
                        /** @enum {string} */
                        kind: "webhook" | "slack" | "teams" | "email" | "unknown";
                        url: string | null;
                        secretName: string | null;
                        to: string[];
                        /** @enum {string} */
                        locale: "en" | "de";
                        fallbackId: string | null;
                        rev: number;
                        changedBy: {
                            id: string;
                            name: string;
                        };
                        /** Format: date-time */
                        changedAt: string;
                        state: {
                            label: string;
                            /** @enum {string} */
                            tone: "danger" | "warning" | "info" | "success" | "neutral";
                        };
                        text: string;
                        failures: number;
                        failingSince: string | null;
                        nextTryAt: string | null;
                        lastRunId: string | null;
                    };
                };
            };
            /** @description query_invalid, body_malformed, header_invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing or invalid token; the gateway responds in its own format. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description capability_missing */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description revision_conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description body_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description media_type_unsupported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description input_invalid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description store_busy */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removeAlertChannel: {
        parameters: {
            query?: never;
            header?: {
                "Accept-Language"?: string;
            };
            path: {
                /** @description Id of the workspace */
                ws: string;
                /** @description Id of the channel */
                channel: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description End a channel; nothing is sent to it any more */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        name: string;
                        /** @enum {string} */
                        kind: "webhook" | "slack" | "teams" | "email" | "unknown";
                        url: string | null;
                        secretName: string | null;
                        to: string[];
                        /** @enum {string} */
                        locale: "en" | "de";
                        fallbackId: string | null;
                        rev: number;
                        changedBy: {
                            id: string;
                            name: string;
                        };
                        /** Format: date-time */
                        changedAt: string;
                        state: {
                            label: string;
                            /** @enum {string} */
                            tone: "danger" | "warning" | "info" | "success" | "neutral";
                        };
                        text: string;
                        failures: number;
                        failingSince: string | null;
                        nextTryAt: string | null;
                        lastRunId: string | null;
                    };
                };
            };
            /** @description query_invalid, body_malformed, header_invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing or invalid token; the gateway responds in its own format. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description capability_missing */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description body_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description media_type_unsupported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description input_invalid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description store_busy */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    testAlertChannel: {
        parameters: {
            query?: never;
            header?: {
                "Accept-Language"?: string;
                /** @description Idempotency key, valid for 24 hours: a repeated request gets the same response and starts nothing. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description Id of the workspace */
                ws: string;
                /** @description Id of the channel */
                channel: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Send a test message to a channel, as a delivery */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Started"];
                };
            };
            /** @description Send a test message to a channel, as a delivery */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Queued"];
                };
            };
            /** @description query_invalid, body_malformed, header_invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing or invalid token; the gateway responds in its own format. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description capability_missing */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description action_not_available, idempotency_key_reused, line_busy */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description body_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description media_type_unsupported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description input_invalid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description store_busy, queue.dispatch_failed */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listAlertDeliveries: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: {
                "Accept-Language"?: string;
                "If-None-Match"?: string;
            };
            path: {
                /** @description Id of the workspace */
                ws: string;
                /** @description Id of the channel */
                channel: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List the deliveries to a channel with their attempts, newest first */
            200: {
                headers: {
                    etag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            isTest: boolean;
                            run: {
                                id: string;
                                type: string;
                                label: string;
                                workspaceId: string;
                                environmentId: string | null;
                                environmentName: string | null;
                                /** @enum {string} */
                                status: "queued" | "running" | "completed" | "unknown";
                                /** @enum {string} */
                                outcome: "pending" | "succeeded" | "partially_succeeded" | "blocked" | "failed" | "unknown";
                                initiator: {
                                    id: string;
                                    name: string;
                                };
                                externalReference: string | null;
                                /** Format: date-time */
                                createdAt: string;
                                startedAt: string | null;
                                completedAt: string | null;
                                /** @enum {string} */
                                freshness: "fresh_active" | "likely_stale" | "reconciled_failed" | "terminal_normal" | "unknown";
                                /** @enum {string} */
                                problemClass: "none" | "active_stale_attention" | "terminal_follow_up";
                                isReconciled: boolean;
                                staleLineage: boolean;
                                progress: {
                                    /** @enum {string} */
                                    kind: "none" | "activity" | "counted" | "phased" | "composite";
                                    label: string;
                                    processed?: number;
                                    total?: number;
                                    percent?: number;
                                    /** @enum {string} */
                                    phase?: "asking_provider" | "collecting_policies" | "reading_evidence" | "planning" | "changing_record" | "reading.deviceCompliancePolicies" | "reading.deviceConfigurations" | "reading.configurationPolicies" | "storing_file" | "sending_messages";
                                };
                                duration: {
                                    elapsedSeconds: number | null;
                                    expectedSeconds: number | null;
                                    /** @enum {string} */
                                    insight: "neutral" | "longer_than_usual" | "past_window" | "total" | "never_started";
                                    label: string;
                                };
                                headline: string;
                                waitedSeconds: number;
                                ranSeconds: number | null;
                                summaryCounts: {
                                    [key: string]: number;
                                };
                                failures: {
                                    code: string;
                                    message: string;
                                    count?: number;
                                    about?: {
                                        collection?: string;
                                        id?: string;
                                        name?: string;
                                        run?: string;
                                        permission?: string;
                                        status?: number;
                                    };
                                }[];
                                related: {
                                    type: string;
                                    id: string;
                                } | null;
                                state: {
                                    label: string;
                                    /** @enum {string} */
                                    tone: "danger" | "warning" | "info" | "success" | "neutral";
                                };
                                freshnessLabel: string;
                                needsAttention: boolean;
                                actionability: {
                                    /** @enum {string} */
                                    status: "not_terminal" | "actionable" | "requires_manual_review" | "superseded_by_later_success" | "resolved_by_current_state" | "informational_only";
                                    label: string;
                                    isCurrentFollowUp: boolean;
                                    reasonCode: string;
                                    supersedingRunId?: string;
                                    resolvingRelated?: {
                                        type: string;
                                        id: string;
                                    };
                                    /** Format: date-time */
                                    evaluatedAt: string;
                                };
                                reason: {
                                    text: string;
                                    at: string | null;
                                } | null;
                                cause: {
                                    text: string;
                                    at: string | null;
                                    related: {
                                        type: string;
                                        id: string;
                                    } | null;
                                    remedy: {
                                        /** @enum {string} */
                                        kind: "enable_and_check" | "check";
                                        label: string;
                                        consequence: string;
                                    } | null;
                                } | null;
                                nextAction: {
                                    /** @enum {string} */
                                    kind: "view_details" | "reconcile" | "open_artifact" | "run_again" | "open_provider_connection" | "open_repeat" | "review_details";
                                    label: string;
                                    related: {
                                        type: string;
                                        id: string;
                                    } | null;
                                    who: string | null;
                                };
                                actions: {
                                    /** @enum {string} */
                                    action: "reconcile" | "open_artifact" | "run_again" | "cancel" | "acknowledge";
                                    label: string;
                                    consequence: string;
                                    requiresNote: boolean;
                                    isPrimary: boolean;
                                }[];
                                waiting: {
                                    /** @enum {string} */
                                    reason: "not_delivered" | "in_queue" | "handed_over" | "provider_throttled" | "until";
                                    label: string;
                                    ahead: number | null;
                                    until: string | null;
                                } | null;
                                isCancelRequested: boolean;
                                acknowledgement: {
                                    by: string;
                                    /** Format: date-time */
                                    at: string;
                                    note: string;
                                } | null;
                                issue: {
                                    runs: {
                                        value: number;
                                        capped: boolean;
                                    };
                                    /** Format: date-time */
                                    since: string;
                                } | null;
                                waveId: string | null;
                            };
                            attempts: {
                                number: number;
                                /** Format: date-time */
                                startedAt: string;
                                endedAt: string | null;
                                /** @enum {string} */
                                end: "running" | "handed_over" | "not_reported" | "closed" | "continued" | "unknown" | "ended";
                                label: string;
                            }[];
                        }[];
                        appliedFilters: {
                            [key: string]: string;
                        };
                        nextCursor: string | null;
                        polling: {
                            intervalSeconds: (10 | 60) | null;
                        };
                        /** Format: date-time */
                        checkedAt: string;
                    };
                };
            };
            /** @description Not modified: the ETag in If-None-Match is current. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description query_invalid, cursor_invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing or invalid token; the gateway responds in its own format. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description capability_missing */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description store_busy */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    showOverview: {
        parameters: {
            query?: never;
            header?: {
                "Accept-Language"?: string;
                "If-None-Match"?: string;
            };
            path: {
                /** @description Id of the workspace */
                ws: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Get the status overview of the workspace */
            200: {
                headers: {
                    etag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        stale: {
                            value: number;
                            capped: boolean;
                            list: {
                                /** @enum {string} */
                                tab: "needs_attention" | "active" | "stale" | "failed" | "blocked" | "partial" | "succeeded" | "resolved_history" | "all";
                                environmentId?: string;
                                /** @enum {string} */
                                problemClass?: "none" | "active_stale_attention" | "terminal_follow_up";
                                /** @enum {string} */
                                cause?: "manual_review" | "blocked" | "failed" | "stale_running" | "stale_queued" | "partially_succeeded";
                                causeKey?: string;
                                /** Format: date-time */
                                from?: string;
                            };
                        };
                        followUp: {
                            value: number;
                            capped: boolean;
                            list: {
                                /** @enum {string} */
                                tab: "needs_attention" | "active" | "stale" | "failed" | "blocked" | "partial" | "succeeded" | "resolved_history" | "all";
                                environmentId?: string;
                                /** @enum {string} */
                                problemClass?: "none" | "active_stale_attention" | "terminal_follow_up";
                                /** @enum {string} */
                                cause?: "manual_review" | "blocked" | "failed" | "stale_running" | "stale_queued" | "partially_succeeded";
                                causeKey?: string;
                                /** Format: date-time */
                                from?: string;
                            };
                        };
                        active: {
                            value: number;
                            capped: boolean;
                            list: {
                                /** @enum {string} */
                                tab: "needs_attention" | "active" | "stale" | "failed" | "blocked" | "partial" | "succeeded" | "resolved_history" | "all";
                                environmentId?: string;
                                /** @enum {string} */
                                problemClass?: "none" | "active_stale_attention" | "terminal_follow_up";
                                /** @enum {string} */
                                cause?: "manual_review" | "blocked" | "failed" | "stale_running" | "stale_queued" | "partially_succeeded";
                                causeKey?: string;
                                /** Format: date-time */
                                from?: string;
                            };
                        };
                        followUpRuns: {
                            value: number;
                            capped: boolean;
                        };
                        causes: {
                            value: number;
                            capped: boolean;
                        };
                        state: {
                            label: string;
                            /** @enum {string} */
                            tone: "danger" | "warning" | "info" | "success" | "neutral";
                        };
                        headline: string;
                        unread: string | null;
                        environments: {
                            id: string;
                            name: string;
                            state: {
                                label: string;
                                /** @enum {string} */
                                tone: "danger" | "warning" | "info" | "success" | "neutral";
                            };
                            trouble: {
                                text: string;
                                related: {
                                    type: string;
                                    id: string;
                                } | null;
                            } | null;
                            stale: {
                                value: number;
                                capped: boolean;
                                list: {
                                    /** @enum {string} */
                                    tab: "needs_attention" | "active" | "stale" | "failed" | "blocked" | "partial" | "succeeded" | "resolved_history" | "all";
                                    environmentId?: string;
                                    /** @enum {string} */
                                    problemClass?: "none" | "active_stale_attention" | "terminal_follow_up";
                                    /** @enum {string} */
                                    cause?: "manual_review" | "blocked" | "failed" | "stale_running" | "stale_queued" | "partially_succeeded";
                                    causeKey?: string;
                                    /** Format: date-time */
                                    from?: string;
                                };
                            };
                            followUp: {
                                value: number;
                                capped: boolean;
                                list: {
                                    /** @enum {string} */
                                    tab: "needs_attention" | "active" | "stale" | "failed" | "blocked" | "partial" | "succeeded" | "resolved_history" | "all";
                                    environmentId?: string;
                                    /** @enum {string} */
                                    problemClass?: "none" | "active_stale_attention" | "terminal_follow_up";
                                    /** @enum {string} */
                                    cause?: "manual_review" | "blocked" | "failed" | "stale_running" | "stale_queued" | "partially_succeeded";
                                    causeKey?: string;
                                    /** Format: date-time */
                                    from?: string;
                                };
                            };
                            active: {
                                value: number;
                                capped: boolean;
                                list: {
                                    /** @enum {string} */
                                    tab: "needs_attention" | "active" | "stale" | "failed" | "blocked" | "partial" | "succeeded" | "resolved_history" | "all";
                                    environmentId?: string;
                                    /** @enum {string} */
                                    problemClass?: "none" | "active_stale_attention" | "terminal_follow_up";
                                    /** @enum {string} */
                                    cause?: "manual_review" | "blocked" | "failed" | "stale_running" | "stale_queued" | "partially_succeeded";
                                    causeKey?: string;
                                    /** Format: date-time */
                                    from?: string;
                                };
                            };
                            followUpRuns: {
                                value: number;
                                capped: boolean;
                            };
                            causes: {
                                value: number;
                                capped: boolean;
                            };
                        }[];
                        attention: {
                            id: string;
                            type: string;
                            label: string;
                            workspaceId: string;
                            environmentId: string | null;
                            environmentName: string | null;
                            /** @enum {string} */
                            status: "queued" | "running" | "completed" | "unknown";
                            /** @enum {string} */
                            outcome: "pending" | "succeeded" | "partially_succeeded" | "blocked" | "failed" | "unknown";
                            initiator: {
                                id: string;
                                name: string;
                            };
                            externalReference: string | null;
                            /** Format: date-time */
                            createdAt: string;
                            startedAt: string | null;
                            completedAt: string | null;
                            /** @enum {string} */
                            freshness: "fresh_active" | "likely_stale" | "reconciled_failed" | "terminal_normal" | "unknown";
                            /** @enum {string} */
                            problemClass: "none" | "active_stale_attention" | "terminal_follow_up";
                            isReconciled: boolean;
                            staleLineage: boolean;
                            progress: {
                                /** @enum {string} */
                                kind: "none" | "activity" | "counted" | "phased" | "composite";
                                label: string;
                                processed?: number;
                                total?: number;
                                percent?: number;
                                /** @enum {string} */
                                phase?: "asking_provider" | "collecting_policies" | "reading_evidence" | "planning" | "changing_record" | "reading.deviceCompliancePolicies" | "reading.deviceConfigurations" | "reading.configurationPolicies" | "storing_file" | "sending_messages";
                            };
                            duration: {
                                elapsedSeconds: number | null;
                                expectedSeconds: number | null;
                                /** @enum {string} */
                                insight: "neutral" | "longer_than_usual" | "past_window" | "total" | "never_started";
                                label: string;
                            };
                            headline: string;
                            waitedSeconds: number;
                            ranSeconds: number | null;
                            summaryCounts: {
                                [key: string]: number;
                            };
                            failures: {
                                code: string;
                                message: string;
                                count?: number;
                                about?: {
                                    collection?: string;
                                    id?: string;
                                    name?: string;
                                    run?: string;
                                    permission?: string;
                                    status?: number;
                                };
                            }[];
                            related: {
                                type: string;
                                id: string;
                            } | null;
                            state: {
                                label: string;
                                /** @enum {string} */
                                tone: "danger" | "warning" | "info" | "success" | "neutral";
                            };
                            freshnessLabel: string;
                            needsAttention: boolean;
                            actionability: {
                                /** @enum {string} */
                                status: "not_terminal" | "actionable" | "requires_manual_review" | "superseded_by_later_success" | "resolved_by_current_state" | "informational_only";
                                label: string;
                                isCurrentFollowUp: boolean;
                                reasonCode: string;
                                supersedingRunId?: string;
                                resolvingRelated?: {
                                    type: string;
                                    id: string;
                                };
                                /** Format: date-time */
                                evaluatedAt: string;
                            };
                            reason: {
                                text: string;
                                at: string | null;
                            } | null;
                            cause: {
                                text: string;
                                at: string | null;
                                related: {
                                    type: string;
                                    id: string;
                                } | null;
                                remedy: {
                                    /** @enum {string} */
                                    kind: "enable_and_check" | "check";
                                    label: string;
                                    consequence: string;
                                } | null;
                            } | null;
                            nextAction: {
                                /** @enum {string} */
                                kind: "view_details" | "reconcile" | "open_artifact" | "run_again" | "open_provider_connection" | "open_repeat" | "review_details";
                                label: string;
                                related: {
                                    type: string;
                                    id: string;
                                } | null;
                                who: string | null;
                            };
                            actions: {
                                /** @enum {string} */
                                action: "reconcile" | "open_artifact" | "run_again" | "cancel" | "acknowledge";
                                label: string;
                                consequence: string;
                                requiresNote: boolean;
                                isPrimary: boolean;
                            }[];
                            waiting: {
                                /** @enum {string} */
                                reason: "not_delivered" | "in_queue" | "handed_over" | "provider_throttled" | "until";
                                label: string;
                                ahead: number | null;
                                until: string | null;
                            } | null;
                            isCancelRequested: boolean;
                            acknowledgement: {
                                by: string;
                                /** Format: date-time */
                                at: string;
                                note: string;
                            } | null;
                            issue: {
                                runs: {
                                    value: number;
                                    capped: boolean;
                                };
                                /** Format: date-time */
                                since: string;
                            } | null;
                            waveId: string | null;
                        }[];
                        promises: {
                            /** @constant */
                            cause: "promise_broken";
                            label: string;
                            guidance: string;
                            count: {
                                value: number;
                                capped: boolean;
                                list: {
                                    /** @constant */
                                    state: "broken";
                                    environmentId?: string;
                                };
                            };
                            items: {
                                promiseId: string;
                                environmentId: string;
                                /** @enum {string} */
                                key: "broken" | "due_soon" | "unknown" | "kept";
                                reason: ("not_readable" | "never_proven_yet" | "not_effective_yet" | "excepted") | null;
                                state: {
                                    label: string;
                                    /** @enum {string} */
                                    tone: "danger" | "warning" | "info" | "success" | "neutral";
                                };
                                text: string;
                                provenAt: string | null;
                                provenBy: string | null;
                                brokenSince: string | null;
                                breaksAt: string | null;
                                exception: {
                                    environmentId: string;
                                    /** Format: date-time */
                                    until: string;
                                    ownerId: string;
                                    reason: string;
                                    changedBy: {
                                        id: string;
                                        name: string;
                                    };
                                    /** Format: date-time */
                                    changedAt: string;
                                } | null;
                                why: {
                                    /** @enum {string} */
                                    kind: "open_problem" | "schedule_paused" | "schedule_missed" | "nothing_scheduled" | "scheduled" | "unread";
                                    text: string;
                                    runId: string | null;
                                    scheduleId: string | null;
                                    at: string | null;
                                }[];
                                promise: string;
                                environment: string;
                            }[];
                        } | null;
                        schedules: {
                            /** @constant */
                            cause: "schedule_failing";
                            label: string;
                            guidance: string;
                            count: {
                                value: number;
                                capped: boolean;
                                list: {
                                    /** @constant */
                                    state: "attention";
                                    environmentId?: string;
                                };
                            };
                            items: {
                                scheduleId: string;
                                name: string;
                                environmentId: string | null;
                                environment: string;
                                typeLabel: string;
                                state: {
                                    /** @enum {string} */
                                    code: "paused_by_failures" | "overdue" | "missed" | "refused" | "skipped" | "late" | "paused" | "stopped" | "ended" | "waiting" | "on_time";
                                    label: string;
                                    /** @enum {string} */
                                    tone: "danger" | "warning" | "info" | "success" | "neutral";
                                    text: string;
                                };
                                /** Format: date-time */
                                since: string;
                            }[];
                        } | null;
                        recent: {
                            id: string;
                            type: string;
                            label: string;
                            workspaceId: string;
                            environmentId: string | null;
                            environmentName: string | null;
                            /** @enum {string} */
                            status: "queued" | "running" | "completed" | "unknown";
                            /** @enum {string} */
                            outcome: "pending" | "succeeded" | "partially_succeeded" | "blocked" | "failed" | "unknown";
                            initiator: {
                                id: string;
                                name: string;
                            };
                            externalReference: string | null;
                            /** Format: date-time */
                            createdAt: string;
                            startedAt: string | null;
                            completedAt: string | null;
                            /** @enum {string} */
                            freshness: "fresh_active" | "likely_stale" | "reconciled_failed" | "terminal_normal" | "unknown";
                            /** @enum {string} */
                            problemClass: "none" | "active_stale_attention" | "terminal_follow_up";
                            isReconciled: boolean;
                            staleLineage: boolean;
                            progress: {
                                /** @enum {string} */
                                kind: "none" | "activity" | "counted" | "phased" | "composite";
                                label: string;
                                processed?: number;
                                total?: number;
                                percent?: number;
                                /** @enum {string} */
                                phase?: "asking_provider" | "collecting_policies" | "reading_evidence" | "planning" | "changing_record" | "reading.deviceCompliancePolicies" | "reading.deviceConfigurations" | "reading.configurationPolicies" | "storing_file" | "sending_messages";
                            };
                            duration: {
                                elapsedSeconds: number | null;
                                expectedSeconds: number | null;
                                /** @enum {string} */
                                insight: "neutral" | "longer_than_usual" | "past_window" | "total" | "never_started";
                                label: string;
                            };
                            headline: string;
                            waitedSeconds: number;
                            ranSeconds: number | null;
                            summaryCounts: {
                                [key: string]: number;
                            };
                            failures: {
                                code: string;
                                message: string;
                                count?: number;
                                about?: {
                                    collection?: string;
                                    id?: string;
                                    name?: string;
                                    run?: string;
                                    permission?: string;
                                    status?: number;
                                };
                            }[];
                            related: {
                                type: string;
                                id: string;
                            } | null;
                            state: {
                                label: string;
                                /** @enum {string} */
                                tone: "danger" | "warning" | "info" | "success" | "neutral";
                            };
                            freshnessLabel: string;
                            needsAttention: boolean;
                            actionability: {
                                /** @enum {string} */
                                status: "not_terminal" | "actionable" | "requires_manual_review" | "superseded_by_later_success" | "resolved_by_current_state" | "informational_only";
                                label: string;
                                isCurrentFollowUp: boolean;
                                reasonCode: string;
                                supersedingRunId?: string;
                                resolvingRelated?: {
                                    type: string;
                                    id: string;
                                };
                                /** Format: date-time */
                                evaluatedAt: string;
                            };
                            reason: {
                                text: string;
                                at: string | null;
                            } | null;
                            cause: {
                                text: string;
                                at: string | null;
                                related: {
                                    type: string;
                                    id: string;
                                } | null;
                                remedy: {
                                    /** @enum {string} */
                                    kind: "enable_and_check" | "check";
                                    label: string;
                                    consequence: string;
                                } | null;
                            } | null;
                            nextAction: {
                                /** @enum {string} */
                                kind: "view_details" | "reconcile" | "open_artifact" | "run_again" | "open_provider_connection" | "open_repeat" | "review_details";
                                label: string;
                                related: {
                                    type: string;
                                    id: string;
                                } | null;
                                who: string | null;
                            };
                            actions: {
                                /** @enum {string} */
                                action: "reconcile" | "open_artifact" | "run_again" | "cancel" | "acknowledge";
                                label: string;
                                consequence: string;
                                requiresNote: boolean;
                                isPrimary: boolean;
                            }[];
                            waiting: {
                                /** @enum {string} */
                                reason: "not_delivered" | "in_queue" | "handed_over" | "provider_throttled" | "until";
                                label: string;
                                ahead: number | null;
                                until: string | null;
                            } | null;
                            isCancelRequested: boolean;
                            acknowledgement: {
                                by: string;
                                /** Format: date-time */
                                at: string;
                                note: string;
                            } | null;
                            issue: {
                                runs: {
                                    value: number;
                                    capped: boolean;
                                };
                                /** Format: date-time */
                                since: string;
                            } | null;
                            waveId: string | null;
                        }[];
                        polling: {
                            intervalSeconds: (10 | 60) | null;
                        };
                        /** Format: date-time */
                        checkedAt: string;
                    };
                };
            };
            /** @description Not modified: the ETag in If-None-Match is current. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description query_invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing or invalid token; the gateway responds in its own format. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description capability_missing */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description store_busy */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    showInbox: {
        parameters: {
            query?: never;
            header?: {
                "Accept-Language"?: string;
                "If-None-Match"?: string;
            };
            path: {
                /** @description Id of the workspace */
                ws: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List open issues by cause */
            200: {
                headers: {
                    etag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        section: "stale_operations";
                        groups: {
                            /** @enum {string} */
                            cause: "manual_review" | "blocked" | "failed" | "stale_running" | "stale_queued" | "partially_succeeded";
                            label: string;
                            guidance: string;
                            /** @constant */
                            lane: "blocked";
                            laneLabel: string;
                            count: {
                                value: number;
                                capped: boolean;
                                list: {
                                    /** @enum {string} */
                                    tab: "needs_attention" | "active" | "stale" | "failed" | "blocked" | "partial" | "succeeded" | "resolved_history" | "all";
                                    environmentId?: string;
                                    /** @enum {string} */
                                    problemClass?: "none" | "active_stale_attention" | "terminal_follow_up";
                                    /** @enum {string} */
                                    cause?: "manual_review" | "blocked" | "failed" | "stale_running" | "stale_queued" | "partially_succeeded";
                                    causeKey?: string;
                                    /** Format: date-time */
                                    from?: string;
                                };
                            };
                            items: {
                                id: string;
                                type: string;
                                label: string;
                                workspaceId: string;
                                environmentId: string | null;
                                environmentName: string | null;
                                /** @enum {string} */
                                status: "queued" | "running" | "completed" | "unknown";
                                /** @enum {string} */
                                outcome: "pending" | "succeeded" | "partially_succeeded" | "blocked" | "failed" | "unknown";
                                initiator: {
                                    id: string;
                                    name: string;
                                };
                                externalReference: string | null;
                                /** Format: date-time */
                                createdAt: string;
                                startedAt: string | null;
                                completedAt: string | null;
                                /** @enum {string} */
                                freshness: "fresh_active" | "likely_stale" | "reconciled_failed" | "terminal_normal" | "unknown";
                                /** @enum {string} */
                                problemClass: "none" | "active_stale_attention" | "terminal_follow_up";
                                isReconciled: boolean;
                                staleLineage: boolean;
                                progress: {
                                    /** @enum {string} */
                                    kind: "none" | "activity" | "counted" | "phased" | "composite";
                                    label: string;
                                    processed?: number;
                                    total?: number;
                                    percent?: number;
                                    /** @enum {string} */
                                    phase?: "asking_provider" | "collecting_policies" | "reading_evidence" | "planning" | "changing_record" | "reading.deviceCompliancePolicies" | "reading.deviceConfigurations" | "reading.configurationPolicies" | "storing_file" | "sending_messages";
                                };
                                duration: {
                                    elapsedSeconds: number | null;
                                    expectedSeconds: number | null;
                                    /** @enum {string} */
                                    insight: "neutral" | "longer_than_usual" | "past_window" | "total" | "never_started";
                                    label: string;
                                };
                                headline: string;
                                waitedSeconds: number;
                                ranSeconds: number | null;
                                summaryCounts: {
                                    [key: string]: number;
                                };
                                failures: {
                                    code: string;
                                    message: string;
                                    count?: number;
                                    about?: {
                                        collection?: string;
                                        id?: string;
                                        name?: string;
                                        run?: string;
                                        permission?: string;
                                        status?: number;
                                    };
                                }[];
                                related: {
                                    type: string;
                                    id: string;
                                } | null;
                                state: {
                                    label: string;
                                    /** @enum {string} */
                                    tone: "danger" | "warning" | "info" | "success" | "neutral";
                                };
                                freshnessLabel: string;
                                needsAttention: boolean;
                                actionability: {
                                    /** @enum {string} */
                                    status: "not_terminal" | "actionable" | "requires_manual_review" | "superseded_by_later_success" | "resolved_by_current_state" | "informational_only";
                                    label: string;
                                    isCurrentFollowUp: boolean;
                                    reasonCode: string;
                                    supersedingRunId?: string;
                                    resolvingRelated?: {
                                        type: string;
                                        id: string;
                                    };
                                    /** Format: date-time */
                                    evaluatedAt: string;
                                };
                                reason: {
                                    text: string;
                                    at: string | null;
                                } | null;
                                cause: {
                                    text: string;
                                    at: string | null;
                                    related: {
                                        type: string;
                                        id: string;
                                    } | null;
                                    remedy: {
                                        /** @enum {string} */
                                        kind: "enable_and_check" | "check";
                                        label: string;
                                        consequence: string;
                                    } | null;
                                } | null;
                                nextAction: {
                                    /** @enum {string} */
                                    kind: "view_details" | "reconcile" | "open_artifact" | "run_again" | "open_provider_connection" | "open_repeat" | "review_details";
                                    label: string;
                                    related: {
                                        type: string;
                                        id: string;
                                    } | null;
                                    who: string | null;
                                };
                                actions: {
                                    /** @enum {string} */
                                    action: "reconcile" | "open_artifact" | "run_again" | "cancel" | "acknowledge";
                                    label: string;
                                    consequence: string;
                                    requiresNote: boolean;
                                    isPrimary: boolean;
                                }[];
                                waiting: {
                                    /** @enum {string} */
                                    reason: "not_delivered" | "in_queue" | "handed_over" | "provider_throttled" | "until";
                                    label: string;
                                    ahead: number | null;
                                    until: string | null;
                                } | null;
                                isCancelRequested: boolean;
                                acknowledgement: {
                                    by: string;
                                    /** Format: date-time */
                                    at: string;
                                    note: string;
                                } | null;
                                issue: {
                                    runs: {
                                        value: number;
                                        capped: boolean;
                                    };
                                    /** Format: date-time */
                                    since: string;
                                } | null;
                                waveId: string | null;
                            }[];
                        }[];
                        promises: {
                            /** @constant */
                            cause: "promise_broken";
                            label: string;
                            guidance: string;
                            count: {
                                value: number;
                                capped: boolean;
                                list: {
                                    /** @constant */
                                    state: "broken";
                                    environmentId?: string;
                                };
                            };
                            items: {
                                promiseId: string;
                                environmentId: string;
                                /** @enum {string} */
                                key: "broken" | "due_soon" | "unknown" | "kept";
                                reason: ("not_readable" | "never_proven_yet" | "not_effective_yet" | "excepted") | null;
                                state: {
                                    label: string;
                                    /** @enum {string} */
                                    tone: "danger" | "warning" | "info" | "success" | "neutral";
                                };
                                text: string;
                                provenAt: string | null;
                                provenBy: string | null;
                                brokenSince: string | null;
                                breaksAt: string | null;
                                exception: {
                                    environmentId: string;
                                    /** Format: date-time */
                                    until: string;
                                    ownerId: string;
                                    reason: string;
                                    changedBy: {
                                        id: string;
                                        name: string;
                                    };
                                    /** Format: date-time */
                                    changedAt: string;
                                } | null;
                                why: {
                                    /** @enum {string} */
                                    kind: "open_problem" | "schedule_paused" | "schedule_missed" | "nothing_scheduled" | "scheduled" | "unread";
                                    text: string;
                                    runId: string | null;
                                    scheduleId: string | null;
                                    at: string | null;
                                }[];
                                promise: string;
                                environment: string;
                            }[];
                        } | null;
                        schedules: {
                            /** @constant */
                            cause: "schedule_failing";
                            label: string;
                            guidance: string;
                            count: {
                                value: number;
                                capped: boolean;
                                list: {
                                    /** @constant */
                                    state: "attention";
                                    environmentId?: string;
                                };
                            };
                            items: {
                                scheduleId: string;
                                name: string;
                                environmentId: string | null;
                                environment: string;
                                typeLabel: string;
                                state: {
                                    /** @enum {string} */
                                    code: "paused_by_failures" | "overdue" | "missed" | "refused" | "skipped" | "late" | "paused" | "stopped" | "ended" | "waiting" | "on_time";
                                    label: string;
                                    /** @enum {string} */
                                    tone: "danger" | "warning" | "info" | "success" | "neutral";
                                    text: string;
                                };
                                /** Format: date-time */
                                since: string;
                            }[];
                        } | null;
                        total: {
                            value: number;
                            capped: boolean;
                            list: {
                                /** @enum {string} */
                                tab: "needs_attention" | "active" | "stale" | "failed" | "blocked" | "partial" | "succeeded" | "resolved_history" | "all";
                                environmentId?: string;
                                /** @enum {string} */
                                problemClass?: "none" | "active_stale_attention" | "terminal_follow_up";
                                /** @enum {string} */
                                cause?: "manual_review" | "blocked" | "failed" | "stale_running" | "stale_queued" | "partially_succeeded";
                                causeKey?: string;
                                /** Format: date-time */
                                from?: string;
                            };
                        };
                        calm: string | null;
                        unread: string | null;
                        appliedFilters: {
                            [key: string]: string;
                        };
                        polling: {
                            intervalSeconds: (10 | 60) | null;
                        };
                        /** Format: date-time */
                        checkedAt: string;
                    };
                };
            };
            /** @description Not modified: the ETag in If-None-Match is current. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description query_invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing or invalid token; the gateway responds in its own format. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description capability_missing */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description store_busy */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listAudit: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                action?: "operation_run.started" | "operation_run.completed" | "operation_run.reconciled" | "operation_run.failure_bridged" | "operation_run.dispatch_failed" | "operation_run.reconcile_requested" | "operation_run.cancelled" | "operation_run.cancel_requested" | "operation_run.acknowledged" | "operation_run.repeated" | "operation_run.triage.retried" | "operation_run.triage.cancelled" | "operation_run.triage.investigated" | "environment_review.published" | "provider_connection.written" | "member.written" | "member.removed" | "environment.written" | "environment.archived" | "environment.unarchived" | "workspace.written" | "baseline_profile.written" | "drift_finding.decided" | "saved_view.written" | "saved_view.removed" | "review_pack.downloaded" | "policy_export.downloaded" | "evidence_bundle.downloaded" | "backup_schedule.written" | "backup_set.hold_changed" | "schedule.created" | "schedule.edited" | "schedule.paused" | "schedule.resumed" | "schedule.removed" | "promise.written" | "promise.removed" | "promise.exception_changed" | "alert_rule.written" | "alert_rule.removed" | "alert_channel.written" | "alert_channel.removed" | "alert_channel.tested" | "alert.snoozed" | "plan.approval_requested" | "plan.approved" | "plan.refused" | "unknown";
                actor?: string;
                environmentId?: string;
                resource?: string;
            };
            header?: {
                "Accept-Language"?: string;
                "If-None-Match"?: string;
            };
            path: {
                /** @description Id of the workspace */
                ws: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List audit entries, newest first */
            200: {
                headers: {
                    etag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditPage"];
                    "application/x-ndjson": string;
                    "text/csv": string;
                };
            };
            /** @description Not modified: the ETag in If-None-Match is current. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description query_invalid, cursor_invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing or invalid token; the gateway responds in its own format. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description capability_missing */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description store_busy */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listMembers: {
        parameters: {
            query?: never;
            header?: {
                "Accept-Language"?: string;
                "If-None-Match"?: string;
            };
            path: {
                /** @description Id of the workspace */
                ws: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List current and former members */
            200: {
                headers: {
                    etag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            id: string;
                            /** @enum {string} */
                            role: "readonly" | "operator" | "manager" | "owner" | "unknown";
                            roleLabel: string;
                            environments: "all" | string[];
                            /** @enum {string} */
                            kind: "person" | "client";
                            ownerId: string | null;
                            removedAt: string | null;
                        }[];
                        appliedFilters: {
                            [key: string]: string;
                        };
                        nextCursor: string | null;
                        polling: {
                            intervalSeconds: (10 | 60) | null;
                        };
                        /** Format: date-time */
                        checkedAt: string;
                    };
                };
            };
            /** @description Not modified: the ETag in If-None-Match is current. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description query_invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing or invalid token; the gateway responds in its own format. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description capability_missing */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description store_busy */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    writeMember: {
        parameters: {
            query?: never;
            header?: {
                "Accept-Language"?: string;
            };
            path: {
                /** @description Id of the workspace */
                ws: string;
                /** @description Id of the user: the subject of their tokens */
                user: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    role: "readonly" | "operator" | "manager" | "owner";
                    environments: "all" | string[];
                    /** @enum {string} */
                    kind?: "person" | "client";
                    ownerId?: string | null;
                };
            };
        };
        responses: {
            /** @description Add a member, or change their role */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @enum {string} */
                        role: "readonly" | "operator" | "manager" | "owner" | "unknown";
                        roleLabel: string;
                        environments: "all" | string[];
                        /** @enum {string} */
                        kind: "person" | "client";
                        ownerId: string | null;
                        removedAt: string | null;
                    };
                };
            };
            /** @description query_invalid, body_malformed, header_invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing or invalid token; the gateway responds in its own format. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description capability_missing */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description last_owner, limit_reached */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description body_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description media_type_unsupported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description input_invalid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description store_busy */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removeMember: {
        parameters: {
            query?: never;
            header?: {
                "Accept-Language"?: string;
            };
            path: {
                /** @description Id of the workspace */
                ws: string;
                /** @description Id of the user: the subject of their tokens */
                user: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description End a membership; the member's history stays */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        /** @enum {string} */
                        role: "readonly" | "operator" | "manager" | "owner" | "unknown";
                        roleLabel: string;
                        environments: "all" | string[];
                        /** @enum {string} */
                        kind: "person" | "client";
                        ownerId: string | null;
                        removedAt: string | null;
                    };
                };
            };
            /** @description query_invalid, body_malformed, header_invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing or invalid token; the gateway responds in its own format. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description capability_missing */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description last_owner */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description body_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description media_type_unsupported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description input_invalid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description store_busy */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listEnvironments: {
        parameters: {
            query?: never;
            header?: {
                "Accept-Language"?: string;
                "If-None-Match"?: string;
            };
            path: {
                /** @description Id of the workspace */
                ws: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List environments that the caller may see, by id */
            200: {
                headers: {
                    etag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EnvironmentPage"];
                };
            };
            /** @description Not modified: the ETag in If-None-Match is current. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description query_invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing or invalid token; the gateway responds in its own format. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description capability_missing */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description store_busy */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    archiveEnvironment: {
        parameters: {
            query?: never;
            header?: {
                "Accept-Language"?: string;
            };
            path: {
                /** @description Id of the workspace */
                ws: string;
                /** @description Id of the environment */
                env: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Archive an environment: no work starts there, and its history stays readable */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Environment"];
                };
            };
            /** @description query_invalid, body_malformed, header_invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing or invalid token; the gateway responds in its own format. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description capability_missing */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description body_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description media_type_unsupported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description input_invalid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description store_busy */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    unarchiveEnvironment: {
        parameters: {
            query?: never;
            header?: {
                "Accept-Language"?: string;
            };
            path: {
                /** @description Id of the workspace */
                ws: string;
                /** @description Id of the environment */
                env: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Restore an environment from the archive */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Environment"];
                };
            };
            /** @description query_invalid, body_malformed, header_invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing or invalid token; the gateway responds in its own format. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description capability_missing */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description body_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description media_type_unsupported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description input_invalid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description store_busy */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    writeEnvironment: {
        parameters: {
            query?: never;
            header?: {
                "Accept-Language"?: string;
            };
            path: {
                /** @description Id of the workspace */
                ws: string;
                /** @description Id of the environment */
                env: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    approval?: {
                        destructive: number | null;
                        mutation: number | null;
                        /** @enum {string} */
                        clients: "always" | "by_threshold";
                    } | null;
                };
            };
        };
        responses: {
            /** @description Create or rename an environment */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Environment"];
                };
            };
            /** @description query_invalid, body_malformed, header_invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing or invalid token; the gateway responds in its own format. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description capability_missing */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description limit_reached */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description body_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description media_type_unsupported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description input_invalid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description store_busy */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    showDashboard: {
        parameters: {
            query?: never;
            header?: {
                "Accept-Language"?: string;
                "If-None-Match"?: string;
            };
            path: {
                /** @description Id of the workspace */
                ws: string;
                /** @description Id of the environment */
                env: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Get the dashboard of one environment */
            200: {
                headers: {
                    etag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        environment: {
                            id: string;
                            name: string;
                            isArchived: boolean;
                        };
                        stale: {
                            value: number;
                            capped: boolean;
                            list: {
                                /** @enum {string} */
                                tab: "needs_attention" | "active" | "stale" | "failed" | "blocked" | "partial" | "succeeded" | "resolved_history" | "all";
                                environmentId?: string;
                                /** @enum {string} */
                                problemClass?: "none" | "active_stale_attention" | "terminal_follow_up";
                                /** @enum {string} */
                                cause?: "manual_review" | "blocked" | "failed" | "stale_running" | "stale_queued" | "partially_succeeded";
                                causeKey?: string;
                                /** Format: date-time */
                                from?: string;
                            };
                        };
                        followUp: {
                            value: number;
                            capped: boolean;
                            list: {
                                /** @enum {string} */
                                tab: "needs_attention" | "active" | "stale" | "failed" | "blocked" | "partial" | "succeeded" | "resolved_history" | "all";
                                environmentId?: string;
                                /** @enum {string} */
                                problemClass?: "none" | "active_stale_attention" | "terminal_follow_up";
                                /** @enum {string} */
                                cause?: "manual_review" | "blocked" | "failed" | "stale_running" | "stale_queued" | "partially_succeeded";
                                causeKey?: string;
                                /** Format: date-time */
                                from?: string;
                            };
                        };
                        active: {
                            value: number;
                            capped: boolean;
                            list: {
                                /** @enum {string} */
                                tab: "needs_attention" | "active" | "stale" | "failed" | "blocked" | "partial" | "succeeded" | "resolved_history" | "all";
                                environmentId?: string;
                                /** @enum {string} */
                                problemClass?: "none" | "active_stale_attention" | "terminal_follow_up";
                                /** @enum {string} */
                                cause?: "manual_review" | "blocked" | "failed" | "stale_running" | "stale_queued" | "partially_succeeded";
                                causeKey?: string;
                                /** Format: date-time */
                                from?: string;
                            };
                        };
                        followUpRuns: {
                            value: number;
                            capped: boolean;
                        };
                        causes: {
                            value: number;
                            capped: boolean;
                        };
                        state: {
                            label: string;
                            /** @enum {string} */
                            tone: "danger" | "warning" | "info" | "success" | "neutral";
                        };
                        headline: string;
                        unread: string | null;
                        attention: {
                            id: string;
                            type: string;
                            label: string;
                            workspaceId: string;
                            environmentId: string | null;
                            environmentName: string | null;
                            /** @enum {string} */
                            status: "queued" | "running" | "completed" | "unknown";
                            /** @enum {string} */
                            outcome: "pending" | "succeeded" | "partially_succeeded" | "blocked" | "failed" | "unknown";
                            initiator: {
                                id: string;
                                name: string;
                            };
                            externalReference: string | null;
                            /** Format: date-time */
                            createdAt: string;
                            startedAt: string | null;
                            completedAt: string | null;
                            /** @enum {string} */
                            freshness: "fresh_active" | "likely_stale" | "reconciled_failed" | "terminal_normal" | "unknown";
                            /** @enum {string} */
                            problemClass: "none" | "active_stale_attention" | "terminal_follow_up";
                            isReconciled: boolean;
                            staleLineage: boolean;
                            progress: {
                                /** @enum {string} */
                                kind: "none" | "activity" | "counted" | "phased" | "composite";
                                label: string;
                                processed?: number;
                                total?: number;
                                percent?: number;
                                /** @enum {string} */
                                phase?: "asking_provider" | "collecting_policies" | "reading_evidence" | "planning" | "changing_record" | "reading.deviceCompliancePolicies" | "reading.deviceConfigurations" | "reading.configurationPolicies" | "storing_file" | "sending_messages";
                            };
                            duration: {
                                elapsedSeconds: number | null;
                                expectedSeconds: number | null;
                                /** @enum {string} */
                                insight: "neutral" | "longer_than_usual" | "past_window" | "total" | "never_started";
                                label: string;
                            };
                            headline: string;
                            waitedSeconds: number;
                            ranSeconds: number | null;
                            summaryCounts: {
                                [key: string]: number;
                            };
                            failures: {
                                code: string;
                                message: string;
                                count?: number;
                                about?: {
                                    collection?: string;
                                    id?: string;
                                    name?: string;
                                    run?: string;
                                    permission?: string;
                                    status?: number;
                                };
                            }[];
                            related: {
                                type: string;
                                id: string;
                            } | null;
                            state: {
                                label: string;
                                /** @enum {string} */
                                tone: "danger" | "warning" | "info" | "success" | "neutral";
                            };
                            freshnessLabel: string;
                            needsAttention: boolean;
                            actionability: {
                                /** @enum {string} */
                                status: "not_terminal" | "actionable" | "requires_manual_review" | "superseded_by_later_success" | "resolved_by_current_state" | "informational_only";
                                label: string;
                                isCurrentFollowUp: boolean;
                                reasonCode: string;
                                supersedingRunId?: string;
                                resolvingRelated?: {
                                    type: string;
                                    id: string;
                                };
                                /** Format: date-time */
                                evaluatedAt: string;
                            };
                            reason: {
                                text: string;
                                at: string | null;
                            } | null;
                            cause: {
                                text: string;
                                at: string | null;
                                related: {
                                    type: string;
                                    id: string;
                                } | null;
                                remedy: {
                                    /** @enum {string} */
                                    kind: "enable_and_check" | "check";
                                    label: string;
                                    consequence: string;
                                } | null;
                            } | null;
                            nextAction: {
                                /** @enum {string} */
                                kind: "view_details" | "reconcile" | "open_artifact" | "run_again" | "open_provider_connection" | "open_repeat" | "review_details";
                                label: string;
                                related: {
                                    type: string;
                                    id: string;
                                } | null;
                                who: string | null;
                            };
                            actions: {
                                /** @enum {string} */
                                action: "reconcile" | "open_artifact" | "run_again" | "cancel" | "acknowledge";
                                label: string;
                                consequence: string;
                                requiresNote: boolean;
                                isPrimary: boolean;
                            }[];
                            waiting: {
                                /** @enum {string} */
                                reason: "not_delivered" | "in_queue" | "handed_over" | "provider_throttled" | "until";
                                label: string;
                                ahead: number | null;
                                until: string | null;
                            } | null;
                            isCancelRequested: boolean;
                            acknowledgement: {
                                by: string;
                                /** Format: date-time */
                                at: string;
                                note: string;
                            } | null;
                            issue: {
                                runs: {
                                    value: number;
                                    capped: boolean;
                                };
                                /** Format: date-time */
                                since: string;
                            } | null;
                            waveId: string | null;
                        }[];
                        promises: {
                            /** @constant */
                            cause: "promise_broken";
                            label: string;
                            guidance: string;
                            count: {
                                value: number;
                                capped: boolean;
                                list: {
                                    /** @constant */
                                    state: "broken";
                                    environmentId?: string;
                                };
                            };
                            items: {
                                promiseId: string;
                                environmentId: string;
                                /** @enum {string} */
                                key: "broken" | "due_soon" | "unknown" | "kept";
                                reason: ("not_readable" | "never_proven_yet" | "not_effective_yet" | "excepted") | null;
                                state: {
                                    label: string;
                                    /** @enum {string} */
                                    tone: "danger" | "warning" | "info" | "success" | "neutral";
                                };
                                text: string;
                                provenAt: string | null;
                                provenBy: string | null;
                                brokenSince: string | null;
                                breaksAt: string | null;
                                exception: {
                                    environmentId: string;
                                    /** Format: date-time */
                                    until: string;
                                    ownerId: string;
                                    reason: string;
                                    changedBy: {
                                        id: string;
                                        name: string;
                                    };
                                    /** Format: date-time */
                                    changedAt: string;
                                } | null;
                                why: {
                                    /** @enum {string} */
                                    kind: "open_problem" | "schedule_paused" | "schedule_missed" | "nothing_scheduled" | "scheduled" | "unread";
                                    text: string;
                                    runId: string | null;
                                    scheduleId: string | null;
                                    at: string | null;
                                }[];
                                promise: string;
                                environment: string;
                            }[];
                        } | null;
                        schedules: {
                            /** @constant */
                            cause: "schedule_failing";
                            label: string;
                            guidance: string;
                            count: {
                                value: number;
                                capped: boolean;
                                list: {
                                    /** @constant */
                                    state: "attention";
                                    environmentId?: string;
                                };
                            };
                            items: {
                                scheduleId: string;
                                name: string;
                                environmentId: string | null;
                                environment: string;
                                typeLabel: string;
                                state: {
                                    /** @enum {string} */
                                    code: "paused_by_failures" | "overdue" | "missed" | "refused" | "skipped" | "late" | "paused" | "stopped" | "ended" | "waiting" | "on_time";
                                    label: string;
                                    /** @enum {string} */
                                    tone: "danger" | "warning" | "info" | "success" | "neutral";
                                    text: string;
                                };
                                /** Format: date-time */
                                since: string;
                            }[];
                        } | null;
                        activeRuns: {
                            id: string;
                            type: string;
                            label: string;
                            workspaceId: string;
                            environmentId: string | null;
                            environmentName: string | null;
                            /** @enum {string} */
                            status: "queued" | "running" | "completed" | "unknown";
                            /** @enum {string} */
                            outcome: "pending" | "succeeded" | "partially_succeeded" | "blocked" | "failed" | "unknown";
                            initiator: {
                                id: string;
                                name: string;
                            };
                            externalReference: string | null;
                            /** Format: date-time */
                            createdAt: string;
                            startedAt: string | null;
                            completedAt: string | null;
                            /** @enum {string} */
                            freshness: "fresh_active" | "likely_stale" | "reconciled_failed" | "terminal_normal" | "unknown";
                            /** @enum {string} */
                            problemClass: "none" | "active_stale_attention" | "terminal_follow_up";
                            isReconciled: boolean;
                            staleLineage: boolean;
                            progress: {
                                /** @enum {string} */
                                kind: "none" | "activity" | "counted" | "phased" | "composite";
                                label: string;
                                processed?: number;
                                total?: number;
                                percent?: number;
                                /** @enum {string} */
                                phase?: "asking_provider" | "collecting_policies" | "reading_evidence" | "planning" | "changing_record" | "reading.deviceCompliancePolicies" | "reading.deviceConfigurations" | "reading.configurationPolicies" | "storing_file" | "sending_messages";
                            };
                            duration: {
                                elapsedSeconds: number | null;
                                expectedSeconds: number | null;
                                /** @enum {string} */
                                insight: "neutral" | "longer_than_usual" | "past_window" | "total" | "never_started";
                                label: string;
                            };
                            headline: string;
                            waitedSeconds: number;
                            ranSeconds: number | null;
                            summaryCounts: {
                                [key: string]: number;
                            };
                            failures: {
                                code: string;
                                message: string;
                                count?: number;
                                about?: {
                                    collection?: string;
                                    id?: string;
                                    name?: string;
                                    run?: string;
                                    permission?: string;
                                    status?: number;
                                };
                            }[];
                            related: {
                                type: string;
                                id: string;
                            } | null;
                            state: {
                                label: string;
                                /** @enum {string} */
                                tone: "danger" | "warning" | "info" | "success" | "neutral";
                            };
                            freshnessLabel: string;
                            needsAttention: boolean;
                            actionability: {
                                /** @enum {string} */
                                status: "not_terminal" | "actionable" | "requires_manual_review" | "superseded_by_later_success" | "resolved_by_current_state" | "informational_only";
                                label: string;
                                isCurrentFollowUp: boolean;
                                reasonCode: string;
                                supersedingRunId?: string;
                                resolvingRelated?: {
                                    type: string;
                                    id: string;
                                };
                                /** Format: date-time */
                                evaluatedAt: string;
                            };
                            reason: {
                                text: string;
                                at: string | null;
                            } | null;
                            cause: {
                                text: string;
                                at: string | null;
                                related: {
                                    type: string;
                                    id: string;
                                } | null;
                                remedy: {
                                    /** @enum {string} */
                                    kind: "enable_and_check" | "check";
                                    label: string;
                                    consequence: string;
                                } | null;
                            } | null;
                            nextAction: {
                                /** @enum {string} */
                                kind: "view_details" | "reconcile" | "open_artifact" | "run_again" | "open_provider_connection" | "open_repeat" | "review_details";
                                label: string;
                                related: {
                                    type: string;
                                    id: string;
                                } | null;
                                who: string | null;
                            };
                            actions: {
                                /** @enum {string} */
                                action: "reconcile" | "open_artifact" | "run_again" | "cancel" | "acknowledge";
                                label: string;
                                consequence: string;
                                requiresNote: boolean;
                                isPrimary: boolean;
                            }[];
                            waiting: {
                                /** @enum {string} */
                                reason: "not_delivered" | "in_queue" | "handed_over" | "provider_throttled" | "until";
                                label: string;
                                ahead: number | null;
                                until: string | null;
                            } | null;
                            isCancelRequested: boolean;
                            acknowledgement: {
                                by: string;
                                /** Format: date-time */
                                at: string;
                                note: string;
                            } | null;
                            issue: {
                                runs: {
                                    value: number;
                                    capped: boolean;
                                };
                                /** Format: date-time */
                                since: string;
                            } | null;
                            waveId: string | null;
                        }[];
                        recent: {
                            id: string;
                            type: string;
                            label: string;
                            workspaceId: string;
                            environmentId: string | null;
                            environmentName: string | null;
                            /** @enum {string} */
                            status: "queued" | "running" | "completed" | "unknown";
                            /** @enum {string} */
                            outcome: "pending" | "succeeded" | "partially_succeeded" | "blocked" | "failed" | "unknown";
                            initiator: {
                                id: string;
                                name: string;
                            };
                            externalReference: string | null;
                            /** Format: date-time */
                            createdAt: string;
                            startedAt: string | null;
                            completedAt: string | null;
                            /** @enum {string} */
                            freshness: "fresh_active" | "likely_stale" | "reconciled_failed" | "terminal_normal" | "unknown";
                            /** @enum {string} */
                            problemClass: "none" | "active_stale_attention" | "terminal_follow_up";
                            isReconciled: boolean;
                            staleLineage: boolean;
                            progress: {
                                /** @enum {string} */
                                kind: "none" | "activity" | "counted" | "phased" | "composite";
                                label: string;
                                processed?: number;
                                total?: number;
                                percent?: number;
                                /** @enum {string} */
                                phase?: "asking_provider" | "collecting_policies" | "reading_evidence" | "planning" | "changing_record" | "reading.deviceCompliancePolicies" | "reading.deviceConfigurations" | "reading.configurationPolicies" | "storing_file" | "sending_messages";
                            };
                            duration: {
                                elapsedSeconds: number | null;
                                expectedSeconds: number | null;
                                /** @enum {string} */
                                insight: "neutral" | "longer_than_usual" | "past_window" | "total" | "never_started";
                                label: string;
                            };
                            headline: string;
                            waitedSeconds: number;
                            ranSeconds: number | null;
                            summaryCounts: {
                                [key: string]: number;
                            };
                            failures: {
                                code: string;
                                message: string;
                                count?: number;
                                about?: {
                                    collection?: string;
                                    id?: string;
                                    name?: string;
                                    run?: string;
                                    permission?: string;
                                    status?: number;
                                };
                            }[];
                            related: {
                                type: string;
                                id: string;
                            } | null;
                            state: {
                                label: string;
                                /** @enum {string} */
                                tone: "danger" | "warning" | "info" | "success" | "neutral";
                            };
                            freshnessLabel: string;
                            needsAttention: boolean;
                            actionability: {
                                /** @enum {string} */
                                status: "not_terminal" | "actionable" | "requires_manual_review" | "superseded_by_later_success" | "resolved_by_current_state" | "informational_only";
                                label: string;
                                isCurrentFollowUp: boolean;
                                reasonCode: string;
                                supersedingRunId?: string;
                                resolvingRelated?: {
                                    type: string;
                                    id: string;
                                };
                                /** Format: date-time */
                                evaluatedAt: string;
                            };
                            reason: {
                                text: string;
                                at: string | null;
                            } | null;
                            cause: {
                                text: string;
                                at: string | null;
                                related: {
                                    type: string;
                                    id: string;
                                } | null;
                                remedy: {
                                    /** @enum {string} */
                                    kind: "enable_and_check" | "check";
                                    label: string;
                                    consequence: string;
                                } | null;
                            } | null;
                            nextAction: {
                                /** @enum {string} */
                                kind: "view_details" | "reconcile" | "open_artifact" | "run_again" | "open_provider_connection" | "open_repeat" | "review_details";
                                label: string;
                                related: {
                                    type: string;
                                    id: string;
                                } | null;
                                who: string | null;
                            };
                            actions: {
                                /** @enum {string} */
                                action: "reconcile" | "open_artifact" | "run_again" | "cancel" | "acknowledge";
                                label: string;
                                consequence: string;
                                requiresNote: boolean;
                                isPrimary: boolean;
                            }[];
                            waiting: {
                                /** @enum {string} */
                                reason: "not_delivered" | "in_queue" | "handed_over" | "provider_throttled" | "until";
                                label: string;
                                ahead: number | null;
                                until: string | null;
                            } | null;
                            isCancelRequested: boolean;
                            acknowledgement: {
                                by: string;
                                /** Format: date-time */
                                at: string;
                                note: string;
                            } | null;
                            issue: {
                                runs: {
                                    value: number;
                                    capped: boolean;
                                };
                                /** Format: date-time */
                                since: string;
                            } | null;
                            waveId: string | null;
                        }[];
                        baseline: {
                            state: {
                                label: string;
                                /** @enum {string} */
                                tone: "danger" | "warning" | "info" | "success" | "neutral";
                            };
                            text: string;
                            run: {
                                id: string;
                                type: string;
                                label: string;
                                workspaceId: string;
                                environmentId: string | null;
                                environmentName: string | null;
                                /** @enum {string} */
                                status: "queued" | "running" | "completed" | "unknown";
                                /** @enum {string} */
                                outcome: "pending" | "succeeded" | "partially_succeeded" | "blocked" | "failed" | "unknown";
                                initiator: {
                                    id: string;
                                    name: string;
                                };
                                externalReference: string | null;
                                /** Format: date-time */
                                createdAt: string;
                                startedAt: string | null;
                                completedAt: string | null;
                                /** @enum {string} */
                                freshness: "fresh_active" | "likely_stale" | "reconciled_failed" | "terminal_normal" | "unknown";
                                /** @enum {string} */
                                problemClass: "none" | "active_stale_attention" | "terminal_follow_up";
                                isReconciled: boolean;
                                staleLineage: boolean;
                                progress: {
                                    /** @enum {string} */
                                    kind: "none" | "activity" | "counted" | "phased" | "composite";
                                    label: string;
                                    processed?: number;
                                    total?: number;
                                    percent?: number;
                                    /** @enum {string} */
                                    phase?: "asking_provider" | "collecting_policies" | "reading_evidence" | "planning" | "changing_record" | "reading.deviceCompliancePolicies" | "reading.deviceConfigurations" | "reading.configurationPolicies" | "storing_file" | "sending_messages";
                                };
                                duration: {
                                    elapsedSeconds: number | null;
                                    expectedSeconds: number | null;
                                    /** @enum {string} */
                                    insight: "neutral" | "longer_than_usual" | "past_window" | "total" | "never_started";
                                    label: string;
                                };
                                headline: string;
                                waitedSeconds: number;
                                ranSeconds: number | null;
                                summaryCounts: {
                                    [key: string]: number;
                                };
                                failures: {
                                    code: string;
                                    message: string;
                                    count?: number;
                                    about?: {
                                        collection?: string;
                                        id?: string;
                                        name?: string;
                                        run?: string;
                                        permission?: string;
                                        status?: number;
                                    };
                                }[];
                                related: {
                                    type: string;
                                    id: string;
                                } | null;
                                state: {
                                    label: string;
                                    /** @enum {string} */
                                    tone: "danger" | "warning" | "info" | "success" | "neutral";
                                };
                                freshnessLabel: string;
                                needsAttention: boolean;
                                actionability: {
                                    /** @enum {string} */
                                    status: "not_terminal" | "actionable" | "requires_manual_review" | "superseded_by_later_success" | "resolved_by_current_state" | "informational_only";
                                    label: string;
                                    isCurrentFollowUp: boolean;
                                    reasonCode: string;
                                    supersedingRunId?: string;
                                    resolvingRelated?: {
                                        type: string;
                                        id: string;
                                    };
                                    /** Format: date-time */
                                    evaluatedAt: string;
                                };
                                reason: {
                                    text: string;
                                    at: string | null;
                                } | null;
                                cause: {
                                    text: string;
                                    at: string | null;
                                    related: {
                                        type: string;
                                        id: string;
                                    } | null;
                                    remedy: {
                                        /** @enum {string} */
                                        kind: "enable_and_check" | "check";
                                        label: string;
                                        consequence: string;
                                    } | null;
                                } | null;
                                nextAction: {
                                    /** @enum {string} */
                                    kind: "view_details" | "reconcile" | "open_artifact" | "run_again" | "open_provider_connection" | "open_repeat" | "review_details";
                                    label: string;
                                    related: {
                                        type: string;
                                        id: string;
                                    } | null;
                                    who: string | null;
                                };
                                actions: {
                                    /** @enum {string} */
                                    action: "reconcile" | "open_artifact" | "run_again" | "cancel" | "acknowledge";
                                    label: string;
                                    consequence: string;
                                    requiresNote: boolean;
                                    isPrimary: boolean;
                                }[];
                                waiting: {
                                    /** @enum {string} */
                                    reason: "not_delivered" | "in_queue" | "handed_over" | "provider_throttled" | "until";
                                    label: string;
                                    ahead: number | null;
                                    until: string | null;
                                } | null;
                                isCancelRequested: boolean;
                                acknowledgement: {
                                    by: string;
                                    /** Format: date-time */
                                    at: string;
                                    note: string;
                                } | null;
                                issue: {
                                    runs: {
                                        value: number;
                                        capped: boolean;
                                    };
                                    /** Format: date-time */
                                    since: string;
                                } | null;
                                waveId: string | null;
                            } | null;
                        };
                        polling: {
                            intervalSeconds: (10 | 60) | null;
                        };
                        /** Format: date-time */
                        checkedAt: string;
                    };
                };
            };
            /** @description Not modified: the ETag in If-None-Match is current. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description query_invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing or invalid token; the gateway responds in its own format. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description capability_missing */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description store_busy */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listPermissions: {
        parameters: {
            query?: never;
            header?: {
                "Accept-Language"?: string;
                "If-None-Match"?: string;
            };
            path: {
                /** @description Id of the workspace */
                ws: string;
                /** @description Id of the environment */
                env: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List who has which capability in an environment */
            200: {
                headers: {
                    etag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            capability: string;
                            roles: {
                                /** @enum {string} */
                                role: "readonly" | "operator" | "manager" | "owner";
                                label: string;
                            }[];
                            members: string[] | null;
                        }[];
                    };
                };
            };
            /** @description Not modified: the ETag in If-None-Match is current. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description query_invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing or invalid token; the gateway responds in its own format. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description capability_missing */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description store_busy */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listRecords: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                search?: string;
            };
            header?: {
                "Accept-Language"?: string;
                "If-None-Match"?: string;
            };
            path: {
                /** @description Id of the workspace */
                ws: string;
                /** @description Id of the environment */
                env: string;
                /** @description Kind of record */
                kind: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List records of one kind: snapshots and reviews newest first, others by id */
            200: {
                headers: {
                    etag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecordPage"];
                };
            };
            /** @description Not modified: the ETag in If-None-Match is current. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description query_invalid, cursor_invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing or invalid token; the gateway responds in its own format. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description capability_missing */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description store_busy */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    showRecord: {
        parameters: {
            query?: never;
            header?: {
                "Accept-Language"?: string;
                "If-None-Match"?: string;
            };
            path: {
                /** @description Id of the workspace */
                ws: string;
                /** @description Id of the environment */
                env: string;
                /** @description Kind of record */
                kind: string;
                /** @description Id of the record */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Get one record */
            200: {
                headers: {
                    etag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Record"];
                };
            };
            /** @description Not modified: the ETag in If-None-Match is current. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description query_invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing or invalid token; the gateway responds in its own format. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description capability_missing */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description store_busy */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listPolicyVersions: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: {
                "Accept-Language"?: string;
                "If-None-Match"?: string;
            };
            path: {
                /** @description Id of the workspace */
                ws: string;
                /** @description Id of the environment */
                env: string;
                /** @description Id of the record */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List the contents a policy has had, newest first */
            200: {
                headers: {
                    etag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PolicyVersionPage"];
                };
            };
            /** @description Not modified: the ETag in If-None-Match is current. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description query_invalid, cursor_invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing or invalid token; the gateway responds in its own format. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description capability_missing */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description store_busy */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    showPolicyDocument: {
        parameters: {
            query?: {
                version?: string;
            };
            header?: {
                "Accept-Language"?: string;
                "If-None-Match"?: string;
            };
            path: {
                /** @description Id of the workspace */
                ws: string;
                /** @description Id of the environment */
                env: string;
                /** @description Id of the record */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Get the document of a policy, with its secrets masked */
            200: {
                headers: {
                    etag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PolicyDocument"];
                };
            };
            /** @description Not modified: the ETag in If-None-Match is current. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description query_invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing or invalid token; the gateway responds in its own format. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description capability_missing */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description store_busy */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    comparePolicyVersions: {
        parameters: {
            query?: {
                from?: string;
                to?: string;
            };
            header?: {
                "Accept-Language"?: string;
                "If-None-Match"?: string;
            };
            path: {
                /** @description Id of the workspace */
                ws: string;
                /** @description Id of the environment */
                env: string;
                /** @description Id of the record */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Compare two versions of a policy, setting by setting */
            200: {
                headers: {
                    etag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettingComparison"];
                };
            };
            /** @description Not modified: the ETag in If-None-Match is current. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description query_invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing or invalid token; the gateway responds in its own format. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description capability_missing */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description store_busy */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    compareRestoreItem: {
        parameters: {
            query?: never;
            header?: {
                "Accept-Language"?: string;
                "If-None-Match"?: string;
            };
            path: {
                /** @description Id of the workspace */
                ws: string;
                /** @description Id of the environment */
                env: string;
                /** @description Id of the record */
                id: string;
                /** @description Id of an item of the record: the policy's id */
                item: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Compare a policy as previewed with the backup, setting by setting */
            200: {
                headers: {
                    etag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettingComparison"];
                };
            };
            /** @description Not modified: the ETag in If-None-Match is current. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description query_invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing or invalid token; the gateway responds in its own format. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description capability_missing */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description store_busy */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    compareEvidence: {
        parameters: {
            query?: {
                with?: string;
            };
            header?: {
                "Accept-Language"?: string;
                "If-None-Match"?: string;
            };
            path: {
                /** @description Id of the workspace */
                ws: string;
                /** @description Id of the environment */
                env: string;
                /** @description Id of the record */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Compare an evidence snapshot with an earlier one, policy by policy */
            200: {
                headers: {
                    etag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EvidenceComparison"];
                };
            };
            /** @description Not modified: the ETag in If-None-Match is current. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description query_invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing or invalid token; the gateway responds in its own format. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description capability_missing */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description store_busy */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    writeProviderConnection: {
        parameters: {
            query?: never;
            header?: {
                "Accept-Language"?: string;
            };
            path: {
                /** @description Id of the workspace */
                ws: string;
                /** @description Id of the environment */
                env: string;
                /** @description Id of the record */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProviderConnectionWrite"];
            };
        };
        responses: {
            /** @description Create or replace a provider connection */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Record"];
                };
            };
            /** @description query_invalid, body_malformed, header_invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing or invalid token; the gateway responds in its own format. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description capability_missing */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description body_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description media_type_unsupported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description input_invalid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description store_busy */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    publishReview: {
        parameters: {
            query?: never;
            header?: {
                "Accept-Language"?: string;
            };
            path: {
                /** @description Id of the workspace */
                ws: string;
                /** @description Id of the environment */
                env: string;
                /** @description Id of the record */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Publish a ready review */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Record"];
                };
            };
            /** @description query_invalid, body_malformed, header_invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing or invalid token; the gateway responds in its own format. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description capability_missing */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description review_not_publishable */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description body_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description media_type_unsupported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description input_invalid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description store_busy */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    writeBackupSchedule: {
        parameters: {
            query?: never;
            header?: {
                "Accept-Language"?: string;
            };
            path: {
                /** @description Id of the workspace */
                ws: string;
                /** @description Id of the environment */
                env: string;
                /** @description Id of the record */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    isEnabled: boolean;
                    keepLast: number;
                    isArchived?: boolean;
                };
            };
        };
        responses: {
            /** @description Create, change or archive a backup schedule of the environment */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Record"];
                };
            };
            /** @description query_invalid, body_malformed, header_invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing or invalid token; the gateway responds in its own format. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description capability_missing */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description body_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description media_type_unsupported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description input_invalid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description store_busy */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    holdBackupSet: {
        parameters: {
            query?: never;
            header?: {
                "Accept-Language"?: string;
            };
            path: {
                /** @description Id of the workspace */
                ws: string;
                /** @description Id of the environment */
                env: string;
                /** @description Id of the record */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    isHeld: boolean;
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Keep a backup set from retention and purges, or give it free */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Record"];
                };
            };
            /** @description query_invalid, body_malformed, header_invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing or invalid token; the gateway responds in its own format. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description capability_missing */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description action_not_available */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description body_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description media_type_unsupported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description input_invalid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description store_busy */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    writeBaselineProfile: {
        parameters: {
            query?: never;
            header?: {
                "Accept-Language"?: string;
            };
            path: {
                /** @description Id of the workspace */
                ws: string;
                /** @description Id of the environment */
                env: string;
                /** @description Id of the record */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    policyIds?: string[];
                };
            };
        };
        responses: {
            /** @description Create or change a baseline profile of the environment */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Record"];
                };
            };
            /** @description query_invalid, body_malformed, header_invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing or invalid token; the gateway responds in its own format. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description capability_missing */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description body_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description media_type_unsupported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description input_invalid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description store_busy */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    decideFinding: {
        parameters: {
            query?: never;
            header?: {
                "Accept-Language"?: string;
            };
            path: {
                /** @description Id of the workspace */
                ws: string;
                /** @description Id of the environment */
                env: string;
                /** @description Id of the record */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @constant */
                    decision: "accept";
                    reason: string;
                    /** Format: date-time */
                    until: string;
                } | {
                    /** @constant */
                    decision: "revoke";
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Accept the current value of a drift finding, or revoke the acceptance */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Record"];
                };
            };
            /** @description query_invalid, body_malformed, header_invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing or invalid token; the gateway responds in its own format. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description capability_missing */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description action_not_available */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description body_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description media_type_unsupported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description input_invalid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description store_busy */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    downloadReviewPack: {
        parameters: {
            query?: never;
            header?: {
                "Accept-Language"?: string;
            };
            path: {
                /** @description Id of the workspace */
                ws: string;
                /** @description Id of the environment */
                env: string;
                /** @description Id of the record */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Get a link to a review pack for five minutes; each link is audited */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uri */
                        url: string;
                        /** Format: date-time */
                        expiresAt: string;
                        fileName: string;
                        sha256: string;
                        bytes: number;
                    };
                };
            };
            /** @description query_invalid, body_malformed, header_invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing or invalid token; the gateway responds in its own format. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description capability_missing */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description file_not_available */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description body_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description media_type_unsupported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description input_invalid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description store_busy */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    downloadEvidence: {
        parameters: {
            query?: never;
            header?: {
                "Accept-Language"?: string;
            };
            path: {
                /** @description Id of the workspace */
                ws: string;
                /** @description Id of the run */
                run: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @default false */
                    pii: boolean;
                };
            };
        };
        responses: {
            /** @description Get the evidence of a run as a signed file; each download is audited */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        fileName: string;
                        sha256: string;
                        bytes: number;
                        keyFingerprint: string;
                        content: string;
                    };
                };
            };
            /** @description query_invalid, body_malformed, header_invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing or invalid token; the gateway responds in its own format. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description capability_missing */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description body_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description media_type_unsupported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description input_invalid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description store_busy */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    downloadPolicyExport: {
        parameters: {
            query?: never;
            header?: {
                "Accept-Language"?: string;
            };
            path: {
                /** @description Id of the workspace */
                ws: string;
                /** @description Id of the environment */
                env: string;
                /** @description Id of the record */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Get a link to an export of policies for five minutes; each link is audited */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uri */
                        url: string;
                        /** Format: date-time */
                        expiresAt: string;
                        fileName: string;
                        sha256: string;
                        bytes: number;
                    };
                };
            };
            /** @description query_invalid, body_malformed, header_invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing or invalid token; the gateway responds in its own format. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description capability_missing */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description file_not_available */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description body_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description media_type_unsupported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description input_invalid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description store_busy */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listSystemRuns: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                view?: "runs" | "failures" | "stuck";
                text?: string;
            };
            header?: {
                "Accept-Language"?: string;
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List runs of all workspaces: all, failed or stuck */
            200: {
                headers: {
                    etag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            id: string;
                            type: string;
                            label: string;
                            workspaceId: string;
                            workspaceName: string | null;
                            environmentId: string | null;
                            /** @enum {string} */
                            status: "queued" | "running" | "completed" | "unknown";
                            /** @enum {string} */
                            outcome: "pending" | "succeeded" | "partially_succeeded" | "blocked" | "failed" | "unknown";
                            state: {
                                label: string;
                                /** @enum {string} */
                                tone: "danger" | "warning" | "info" | "success" | "neutral";
                            };
                            /** @enum {string} */
                            freshness: "fresh_active" | "likely_stale" | "reconciled_failed" | "terminal_normal" | "unknown";
                            freshnessLabel: string;
                            /** @enum {string} */
                            problemClass: "none" | "active_stale_attention" | "terminal_follow_up";
                            isReconciled: boolean;
                            staleLineage: boolean;
                            staleLineageNote: string | null;
                            headline: string;
                            age: {
                                text: string;
                                at: string | null;
                            } | null;
                            /** Format: date-time */
                            createdAt: string;
                            startedAt: string | null;
                            completedAt: string | null;
                            investigated: {
                                by: string;
                                /** Format: date-time */
                                at: string;
                                note: string;
                            } | null;
                        }[];
                        appliedFilters: {
                            [key: string]: string;
                        };
                        nextCursor: string | null;
                        polling: {
                            intervalSeconds: (10 | 60) | null;
                        };
                        /** Format: date-time */
                        checkedAt: string;
                    };
                };
            };
            /** @description Not modified: the ETag in If-None-Match is current. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description query_invalid, cursor_invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing or invalid token; the gateway responds in its own format. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description capability_missing */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description store_busy */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    showSystemRun: {
        parameters: {
            query?: never;
            header?: {
                "Accept-Language"?: string;
                "If-None-Match"?: string;
            };
            path: {
                /** @description Id of the run */
                run: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Get one run as the platform plane sees it */
            200: {
                headers: {
                    etag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        type: string;
                        label: string;
                        workspaceId: string;
                        workspaceName: string | null;
                        environmentId: string | null;
                        /** @enum {string} */
                        status: "queued" | "running" | "completed" | "unknown";
                        /** @enum {string} */
                        outcome: "pending" | "succeeded" | "partially_succeeded" | "blocked" | "failed" | "unknown";
                        state: {
                            label: string;
                            /** @enum {string} */
                            tone: "danger" | "warning" | "info" | "success" | "neutral";
                        };
                        /** @enum {string} */
                        freshness: "fresh_active" | "likely_stale" | "reconciled_failed" | "terminal_normal" | "unknown";
                        freshnessLabel: string;
                        /** @enum {string} */
                        problemClass: "none" | "active_stale_attention" | "terminal_follow_up";
                        isReconciled: boolean;
                        staleLineage: boolean;
                        staleLineageNote: string | null;
                        headline: string;
                        age: {
                            text: string;
                            at: string | null;
                        } | null;
                        /** Format: date-time */
                        createdAt: string;
                        startedAt: string | null;
                        completedAt: string | null;
                        investigated: {
                            by: string;
                            /** Format: date-time */
                            at: string;
                            note: string;
                        } | null;
                        transitions: {
                            /** Format: date-time */
                            at: string;
                            from: ("queued" | "running" | "completed" | "unknown") | null;
                            /** @enum {string} */
                            to: "queued" | "running" | "completed" | "unknown";
                            /** @enum {string} */
                            outcome: "pending" | "succeeded" | "partially_succeeded" | "blocked" | "failed" | "unknown";
                            /** @enum {string} */
                            source: "worker" | "dispatch" | "failed_job_bridge" | "scheduled_reconciler" | "adapter_reconciler" | "operator" | "unknown" | "start";
                            attempt?: number;
                            reasonCode?: string;
                            actor?: string;
                            label: string;
                        }[];
                        attempts: number;
                        endedBy: ("worker" | "dispatch" | "failed_job_bridge" | "scheduled_reconciler" | "adapter_reconciler" | "operator" | "unknown") | null;
                        reasonCode: string | null;
                        dispatch: {
                            queue: string;
                            /** Format: date-time */
                            dispatchedAt: string;
                            queueJobId: string | null;
                        } | null;
                        actions: {
                            /** @enum {string} */
                            action: "retry" | "cancel" | "mark_investigated";
                            label: string;
                            consequence: string;
                            requiresNote: boolean;
                        }[];
                        polling: {
                            intervalSeconds: (10 | 60) | null;
                        };
                        /** Format: date-time */
                        checkedAt: string;
                    };
                };
            };
            /** @description Not modified: the ETag in If-None-Match is current. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description query_invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing or invalid token; the gateway responds in its own format. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description capability_missing */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description store_busy */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    triageRun: {
        parameters: {
            query?: never;
            header?: {
                "Accept-Language"?: string;
            };
            path: {
                /** @description Id of the run */
                run: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    action: "retry" | "cancel" | "mark_investigated";
                    note?: string;
                };
            };
        };
        responses: {
            /** @description Retry a run, cancel it, or mark it as investigated */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        result: "retried" | "already_running" | "cancelled" | "cancel_requested" | "marked";
                        run: {
                            id: string;
                            type: string;
                            label: string;
                            workspaceId: string;
                            workspaceName: string | null;
                            environmentId: string | null;
                            /** @enum {string} */
                            status: "queued" | "running" | "completed" | "unknown";
                            /** @enum {string} */
                            outcome: "pending" | "succeeded" | "partially_succeeded" | "blocked" | "failed" | "unknown";
                            state: {
                                label: string;
                                /** @enum {string} */
                                tone: "danger" | "warning" | "info" | "success" | "neutral";
                            };
                            /** @enum {string} */
                            freshness: "fresh_active" | "likely_stale" | "reconciled_failed" | "terminal_normal" | "unknown";
                            freshnessLabel: string;
                            /** @enum {string} */
                            problemClass: "none" | "active_stale_attention" | "terminal_follow_up";
                            isReconciled: boolean;
                            staleLineage: boolean;
                            staleLineageNote: string | null;
                            headline: string;
                            age: {
                                text: string;
                                at: string | null;
                            } | null;
                            /** Format: date-time */
                            createdAt: string;
                            startedAt: string | null;
                            completedAt: string | null;
                            investigated: {
                                by: string;
                                /** Format: date-time */
                                at: string;
                                note: string;
                            } | null;
                            transitions: {
                                /** Format: date-time */
                                at: string;
                                from: ("queued" | "running" | "completed" | "unknown") | null;
                                /** @enum {string} */
                                to: "queued" | "running" | "completed" | "unknown";
                                /** @enum {string} */
                                outcome: "pending" | "succeeded" | "partially_succeeded" | "blocked" | "failed" | "unknown";
                                /** @enum {string} */
                                source: "worker" | "dispatch" | "failed_job_bridge" | "scheduled_reconciler" | "adapter_reconciler" | "operator" | "unknown" | "start";
                                attempt?: number;
                                reasonCode?: string;
                                actor?: string;
                                label: string;
                            }[];
                            attempts: number;
                            endedBy: ("worker" | "dispatch" | "failed_job_bridge" | "scheduled_reconciler" | "adapter_reconciler" | "operator" | "unknown") | null;
                            reasonCode: string | null;
                            dispatch: {
                                queue: string;
                                /** Format: date-time */
                                dispatchedAt: string;
                                queueJobId: string | null;
                            } | null;
                            actions: {
                                /** @enum {string} */
                                action: "retry" | "cancel" | "mark_investigated";
                                label: string;
                                consequence: string;
                                requiresNote: boolean;
                            }[];
                            polling: {
                                intervalSeconds: (10 | 60) | null;
                            };
                            /** Format: date-time */
                            checkedAt: string;
                        };
                    };
                };
            };
            /** @description query_invalid, body_malformed, header_invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing or invalid token; the gateway responds in its own format. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description capability_missing */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description action_not_available, line_busy, approval_required, plan_unsupported */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description body_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description media_type_unsupported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description input_invalid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description store_busy, queue.dispatch_failed */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    writeWorkspace: {
        parameters: {
            query?: never;
            header?: {
                "Accept-Language"?: string;
            };
            path: {
                /** @description Id of the workspace */
                ws: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    owner?: string;
                };
            };
        };
        responses: {
            /** @description Create a workspace with its first owner, rename it, or appoint a missing owner */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        name: string;
                        created: boolean;
                    };
                };
            };
            /** @description query_invalid, body_malformed, header_invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Missing or invalid token; the gateway responds in its own format. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description capability_missing */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description limit_reached */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description body_too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description media_type_unsupported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description input_invalid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description rate_limited */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description internal_error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description store_busy */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
