-- The public schema. Officers open the built file in their own tools, so names are stable, every column says what it
-- holds, and this file is the only place where a column is declared: the loader reads keys, CHECKs and types from here.
-- A council's CSV file has exactly the columns of the table it is named after.

CREATE TABLE source (
    source_id VARCHAR PRIMARY KEY,
    title VARCHAR NOT NULL,
    publisher VARCHAR,
    url VARCHAR,
    retrieved_on DATE,
    kind VARCHAR NOT NULL CHECK (kind IN ('plan', 'official', 'council_return', 'press', 'illustrative')),
    reliability VARCHAR NOT NULL DEFAULT 'primary' CHECK (reliability IN ('primary', 'secondary', 'press')),
    suppress_below INTEGER CHECK (suppress_below > 0),
    known_rule VARCHAR
);
COMMENT ON TABLE source IS 'Where figures, plan texts and amounts came from; one row a publication.';
COMMENT ON COLUMN source.source_id IS 'Permanent readable id.';
COMMENT ON COLUMN source.title IS 'Title as published.';
COMMENT ON COLUMN source.publisher IS 'Body that published it.';
COMMENT ON COLUMN source.url IS 'Address, or the name of the seed document.';
COMMENT ON COLUMN source.retrieved_on IS 'Day on which it was read; empty where not recorded.';
COMMENT ON COLUMN source.kind IS 'plan, official, council_return, press, or illustrative (made up so that screens can be tried).';
COMMENT ON COLUMN source.reliability IS 'primary (the body itself), secondary (a summary of it) or press.';
COMMENT ON COLUMN source.suppress_below IS 'Counts from 1 to one less than this are withheld; empty means nothing is withheld.';
COMMENT ON COLUMN source.known_rule IS 'How known_from of its facts was set, in words, where the source gives no release date.';

CREATE TABLE area (
    area_code VARCHAR PRIMARY KEY,
    name VARCHAR NOT NULL,
    kind VARCHAR NOT NULL CHECK (kind IN ('council', 'neighbour', 'region', 'country', 'other')),
    position INTEGER NOT NULL
);
COMMENT ON TABLE area IS 'Places that figures are about, keyed by ONS code, never by name.';
COMMENT ON COLUMN area.area_code IS 'ONS code; a made-up code starting with X- for a group that has none.';
COMMENT ON COLUMN area.name IS 'Name for readers.';
COMMENT ON COLUMN area.kind IS 'council (the plan''s own), neighbour (named comparator), region, country or other.';
COMMENT ON COLUMN area.position IS 'Order of listing.';

CREATE TABLE area_part (
    whole_code VARCHAR NOT NULL REFERENCES area (area_code),
    area_code VARCHAR NOT NULL REFERENCES area (area_code),
    PRIMARY KEY (whole_code, area_code)
);
COMMENT ON TABLE area_part IS 'Areas that together make up another one without a rest, so that their counts add up to its count.';
COMMENT ON COLUMN area_part.whole_code IS 'The area that is made up.';
COMMENT ON COLUMN area_part.area_code IS 'One of the areas that make it up.';

CREATE TABLE period (
    period_id VARCHAR PRIMARY KEY,
    kind VARCHAR NOT NULL CHECK (kind IN ('quarter', 'financial_year', 'academic_year', 'calendar_year', 'month', 'pooled_years', 'other_year', 'snapshot', 'part_year', 'unstated')),
    start_date DATE,
    end_date DATE,
    label VARCHAR NOT NULL,
    CHECK (kind = 'unstated' OR (start_date IS NOT NULL AND end_date IS NOT NULL)),
    CHECK (start_date <= end_date)
);
COMMENT ON TABLE period IS 'When a fact is about.';
COMMENT ON COLUMN period.period_id IS 'For example 2022-23, 2022-23-Q2, 2022/23-AY, 2022-CY. A quarter is its financial year, a hyphen and Q1 to Q4.';
COMMENT ON COLUMN period.kind IS 'Sort of period; only periods of one kind are ever joined by a line.';
COMMENT ON COLUMN period.start_date IS 'First day; empty only where the source does not say.';
COMMENT ON COLUMN period.end_date IS 'Last day, included.';
COMMENT ON COLUMN period.label IS 'Words for readers, for example Q2 2022-23 (Jul to Sep 2022).';

CREATE TABLE plan (
    plan_id VARCHAR PRIMARY KEY,
    position INTEGER NOT NULL,
    council VARCHAR NOT NULL,
    area_code VARCHAR NOT NULL REFERENCES area (area_code),
    title VARCHAR NOT NULL,
    edition VARCHAR NOT NULL,
    year_start DATE NOT NULL,
    year_end DATE NOT NULL,
    report_from VARCHAR NOT NULL REFERENCES period (period_id),
    report_to VARCHAR NOT NULL REFERENCES period (period_id),
    source_id VARCHAR NOT NULL REFERENCES source (source_id),
    contact_email VARCHAR,
    contact_phone VARCHAR
);
COMMENT ON TABLE plan IS 'Editions of the council''s plan.';
COMMENT ON COLUMN plan.plan_id IS 'Permanent readable id of the edition.';
COMMENT ON COLUMN plan.position IS 'Order of listing; the first is what the board opens with.';
COMMENT ON COLUMN plan.council IS 'Name of the council.';
COMMENT ON COLUMN plan.area_code IS 'The council''s own area.';
COMMENT ON COLUMN plan.title IS 'Title as printed.';
COMMENT ON COLUMN plan.edition IS 'Edition in words, for example 2022-23 refresh.';
COMMENT ON COLUMN plan.year_start IS 'First day that the plan covers.';
COMMENT ON COLUMN plan.year_end IS 'Last day that the plan covers.';
COMMENT ON COLUMN plan.report_from IS 'First quarter reported against this edition.';
COMMENT ON COLUMN plan.report_to IS 'Last quarter reported against this edition: the quarter that the board opens with.';
COMMENT ON COLUMN plan.source_id IS 'The plan document.';
COMMENT ON COLUMN plan.contact_email IS 'Address that the plan gives to write to; empty if none.';
COMMENT ON COLUMN plan.contact_phone IS 'Number that the plan gives to call; empty if none.';

CREATE TABLE department (
    department VARCHAR PRIMARY KEY,
    position INTEGER NOT NULL
);
COMMENT ON TABLE department IS 'Departments of the council.';
COMMENT ON COLUMN department.department IS 'Name.';
COMMENT ON COLUMN department.position IS 'Order of listing.';

CREATE TABLE priority (
    priority_id VARCHAR PRIMARY KEY,
    plan_id VARCHAR NOT NULL REFERENCES plan (plan_id),
    position INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    short_name VARCHAR NOT NULL,
    code VARCHAR,
    intro VARCHAR,
    repair VARCHAR
);
COMMENT ON TABLE priority IS 'Priorities of a plan edition.';
COMMENT ON COLUMN priority.priority_id IS 'Permanent readable id.';
COMMENT ON COLUMN priority.plan_id IS 'Edition that it belongs to.';
COMMENT ON COLUMN priority.position IS 'Order in the plan.';
COMMENT ON COLUMN priority.name IS 'Words of the plan.';
COMMENT ON COLUMN priority.short_name IS 'Up to 30 characters, for charts and narrow screens.';
COMMENT ON COLUMN priority.code IS 'Code in the plan, where it has one.';
COMMENT ON COLUMN priority.intro IS 'The plan''s own introduction, where it has one.';
COMMENT ON COLUMN priority.repair IS 'Damage of the document that was repaired here; empty if none.';

CREATE TABLE outcome (
    outcome_id VARCHAR PRIMARY KEY,
    plan_id VARCHAR NOT NULL REFERENCES plan (plan_id),
    position INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    short_name VARCHAR NOT NULL,
    code VARCHAR,
    repair VARCHAR
);
COMMENT ON TABLE outcome IS 'Outcomes that a plan edition wants for its area.';
COMMENT ON COLUMN outcome.outcome_id IS 'Permanent readable id.';
COMMENT ON COLUMN outcome.plan_id IS 'Edition whose wording this is; later editions take it over.';
COMMENT ON COLUMN outcome.position IS 'Order in the plan.';
COMMENT ON COLUMN outcome.name IS 'Words of the plan.';
COMMENT ON COLUMN outcome.short_name IS 'Up to 30 characters.';
COMMENT ON COLUMN outcome.code IS 'Code in the plan, where it has one.';
COMMENT ON COLUMN outcome.repair IS 'Damage of the document that was repaired here; empty if none.';

CREATE TABLE initiative (
    initiative_id VARCHAR PRIMARY KEY,
    plan_id VARCHAR NOT NULL REFERENCES plan (plan_id),
    position INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    short_name VARCHAR NOT NULL,
    code VARCHAR,
    repair VARCHAR
);
COMMENT ON TABLE initiative IS 'Headline initiatives of a plan edition.';
COMMENT ON COLUMN initiative.initiative_id IS 'Permanent readable id.';
COMMENT ON COLUMN initiative.plan_id IS 'Edition that it belongs to.';
COMMENT ON COLUMN initiative.position IS 'Order in the plan.';
COMMENT ON COLUMN initiative.name IS 'Words of the plan.';
COMMENT ON COLUMN initiative.short_name IS 'Up to 40 characters.';
COMMENT ON COLUMN initiative.code IS 'Code in the plan, where it has one.';
COMMENT ON COLUMN initiative.repair IS 'Damage of the document that was repaired here; empty if none.';

CREATE TABLE aim (
    aim_id VARCHAR PRIMARY KEY,
    plan_id VARCHAR NOT NULL REFERENCES plan (plan_id),
    priority_id VARCHAR NOT NULL REFERENCES priority (priority_id),
    position INTEGER NOT NULL,
    text VARCHAR NOT NULL,
    repair VARCHAR
);
COMMENT ON TABLE aim IS 'What the plan wants to have by its end ("By 2025 we will have").';
COMMENT ON COLUMN aim.aim_id IS 'Permanent readable id.';
COMMENT ON COLUMN aim.plan_id IS 'Edition that it belongs to.';
COMMENT ON COLUMN aim.priority_id IS 'Priority that it serves.';
COMMENT ON COLUMN aim.position IS 'Order within the priority.';
COMMENT ON COLUMN aim.text IS 'Words of the plan.';
COMMENT ON COLUMN aim.repair IS 'Damage of the document that was repaired here; empty if none.';

CREATE TABLE action (
    action_id VARCHAR PRIMARY KEY,
    plan_id VARCHAR NOT NULL REFERENCES plan (plan_id),
    priority_id VARCHAR NOT NULL REFERENCES priority (priority_id),
    aim_id VARCHAR REFERENCES aim (aim_id),
    position INTEGER NOT NULL,
    text VARCHAR NOT NULL,
    short_name VARCHAR NOT NULL,
    department VARCHAR REFERENCES department (department),
    department_basis VARCHAR NOT NULL DEFAULT 'stated' CHECK (department_basis IN ('stated', 'editorial')),
    amounts VARCHAR,
    repair VARCHAR
);
COMMENT ON TABLE action IS 'What the council said it would do ("In the next year we will have").';
COMMENT ON COLUMN action.action_id IS 'Permanent readable id.';
COMMENT ON COLUMN action.plan_id IS 'Edition that it belongs to.';
COMMENT ON COLUMN action.priority_id IS 'Priority that it stands under.';
COMMENT ON COLUMN action.aim_id IS 'Aim that the plan pairs it with.';
COMMENT ON COLUMN action.position IS 'Order within the priority.';
COMMENT ON COLUMN action.text IS 'Words of the plan.';
COMMENT ON COLUMN action.short_name IS 'Up to 60 characters, for lists and charts.';
COMMENT ON COLUMN action.department IS 'Department that leads; empty if none is named.';
COMMENT ON COLUMN action.department_basis IS 'stated by the council, or editorial: proposed by us.';
COMMENT ON COLUMN action.amounts IS 'Amounts as printed in the text, for example £40m.';
COMMENT ON COLUMN action.repair IS 'Damage of the document that was repaired here; empty if none.';

CREATE TABLE objective (
    objective_id VARCHAR PRIMARY KEY,
    plan_id VARCHAR NOT NULL REFERENCES plan (plan_id),
    outcome_id VARCHAR NOT NULL REFERENCES outcome (outcome_id),
    position INTEGER NOT NULL,
    text VARCHAR NOT NULL,
    short_name VARCHAR NOT NULL,
    repair VARCHAR
);
COMMENT ON TABLE objective IS 'Strategic objectives under an outcome.';
COMMENT ON COLUMN objective.objective_id IS 'Permanent readable id.';
COMMENT ON COLUMN objective.plan_id IS 'Edition that it belongs to.';
COMMENT ON COLUMN objective.outcome_id IS 'Outcome that it stands under.';
COMMENT ON COLUMN objective.position IS 'Order within the plan, 1 to the last.';
COMMENT ON COLUMN objective.text IS 'Words of the plan.';
COMMENT ON COLUMN objective.short_name IS 'Up to 60 characters.';
COMMENT ON COLUMN objective.repair IS 'Damage of the document that was repaired here; empty if none.';

CREATE TABLE plan_statement (
    statement_id VARCHAR PRIMARY KEY,
    plan_id VARCHAR NOT NULL REFERENCES plan (plan_id),
    kind VARCHAR NOT NULL CHECK (kind IN ('ambition', 'value', 'approach', 'service_fact', 'county_fact', 'achievement', 'challenge', 'budget')),
    position INTEGER NOT NULL,
    fact_key VARCHAR,
    heading VARCHAR,
    text VARCHAR NOT NULL,
    value DOUBLE,
    unit VARCHAR,
    as_at DATE,
    repair VARCHAR
);
COMMENT ON TABLE plan_statement IS 'Everything else that the plan says: ambition, values, approaches, facts, achievements, challenges, budget sentences.';
COMMENT ON COLUMN plan_statement.statement_id IS 'Permanent readable id.';
COMMENT ON COLUMN plan_statement.plan_id IS 'Edition that it stands in.';
COMMENT ON COLUMN plan_statement.kind IS 'Sort of statement.';
COMMENT ON COLUMN plan_statement.position IS 'Order within its kind.';
COMMENT ON COLUMN plan_statement.fact_key IS 'Shared by the same fact in several editions, so that they can be set side by side.';
COMMENT ON COLUMN plan_statement.heading IS 'Heading above it in the document, where it has one.';
COMMENT ON COLUMN plan_statement.text IS 'Words of the plan.';
COMMENT ON COLUMN plan_statement.value IS 'The figure in it, where there is one main figure.';
COMMENT ON COLUMN plan_statement.unit IS 'Unit of the figure.';
COMMENT ON COLUMN plan_statement.as_at IS 'Date that the document gives for the figure.';
COMMENT ON COLUMN plan_statement.repair IS 'Damage of the document that was repaired here; empty if none.';

CREATE TABLE measure (
    measure_id VARCHAR PRIMARY KEY,
    role VARCHAR NOT NULL CHECK (role IN ('plan', 'evidence')),
    name VARCHAR NOT NULL,
    short_name VARCHAR NOT NULL,
    kind VARCHAR NOT NULL CHECK (kind IN ('percentage', 'count', 'rate', 'money', 'score', 'days', 'years', 'tonnes', 'distance')),
    unit VARCHAR NOT NULL,
    polarity VARCHAR NOT NULL CHECK (polarity IN ('higher_is_better', 'lower_is_better', 'within_range', 'none')),
    aggregation VARCHAR NOT NULL CHECK (aggregation IN ('sum', 'weighted_mean', 'last', 'snapshot')),
    frequency VARCHAR NOT NULL CHECK (frequency IN ('quarterly', 'annual', 'once', 'irregular')),
    decimals INTEGER NOT NULL CHECK (decimals BETWEEN 0 AND 3),
    travel_basis VARCHAR NOT NULL CHECK (travel_basis IN ('previous_period', 'same_period_last_year')),
    spc_allowed BOOLEAN NOT NULL,
    definition VARCHAR NOT NULL,
    owner VARCHAR,
    owner_basis VARCHAR NOT NULL DEFAULT 'stated' CHECK (owner_basis IN ('stated', 'editorial')),
    placeholder BOOLEAN NOT NULL DEFAULT FALSE
);
COMMENT ON TABLE measure IS 'Everything that is counted; a measure keeps its id through every edition and wording.';
COMMENT ON COLUMN measure.measure_id IS 'Permanent readable id.';
COMMENT ON COLUMN measure.role IS 'plan (a measure of a plan edition) or evidence (a series that throws light on one).';
COMMENT ON COLUMN measure.name IS 'Full name in its newest wording.';
COMMENT ON COLUMN measure.short_name IS 'Up to 50 characters, for charts and lists.';
COMMENT ON COLUMN measure.kind IS 'Sort of number; decides how it is written.';
COMMENT ON COLUMN measure.unit IS 'Unit in words, for example %, people, £m, per 100,000 people.';
COMMENT ON COLUMN measure.polarity IS 'Which way is better; none means tracked without judgement.';
COMMENT ON COLUMN measure.aggregation IS 'How periods of a year combine: sum (only counts, money, days, tonnes and distances), weighted_mean (by denominator), last (cumulative), snapshot.';
COMMENT ON COLUMN measure.frequency IS 'How often a figure is due.';
COMMENT ON COLUMN measure.decimals IS 'Decimals shown.';
COMMENT ON COLUMN measure.travel_basis IS 'What a value is compared with for direction of travel.';
COMMENT ON COLUMN measure.spc_allowed IS 'Whether control limits make sense (never on cumulative, rolling or strongly seasonal series).';
COMMENT ON COLUMN measure.definition IS 'What is counted, in plain words: the definition that stands; table definition has earlier ones.';
COMMENT ON COLUMN measure.owner IS 'Department that owes the figure.';
COMMENT ON COLUMN measure.owner_basis IS 'stated by the council, or editorial: proposed by us.';
COMMENT ON COLUMN measure.placeholder IS 'True where the plan says that the measure is still to be defined.';

CREATE TABLE definition (
    measure_id VARCHAR NOT NULL REFERENCES measure (measure_id),
    text VARCHAR NOT NULL,
    source_id VARCHAR NOT NULL REFERENCES source (source_id),
    known_from TIMESTAMP NOT NULL,
    known_to TIMESTAMP,
    reason VARCHAR,
    recorded_by VARCHAR,
    CHECK (known_to > known_from),
    PRIMARY KEY (measure_id, known_from)
);
COMMENT ON TABLE definition IS 'Definitions of measures whose definition has changed, with two clocks; the one that stands is also measure.definition.';
COMMENT ON COLUMN definition.measure_id IS 'Measure.';
COMMENT ON COLUMN definition.text IS 'What was counted, in plain words.';
COMMENT ON COLUMN definition.source_id IS 'Source.';
COMMENT ON COLUMN definition.known_from IS 'When it came into force (UTC).';
COMMENT ON COLUMN definition.known_to IS 'When it was replaced (UTC); empty while it stands.';
COMMENT ON COLUMN definition.reason IS 'Why it replaced the earlier definition.';
COMMENT ON COLUMN definition.recorded_by IS 'Who recorded it.';

CREATE TABLE plan_measure (
    plan_id VARCHAR NOT NULL REFERENCES plan (plan_id),
    measure_id VARCHAR NOT NULL REFERENCES measure (measure_id),
    priority_id VARCHAR REFERENCES priority (priority_id),
    outcome_id VARCHAR REFERENCES outcome (outcome_id),
    position INTEGER NOT NULL,
    code VARCHAR,
    wording VARCHAR NOT NULL,
    repair VARCHAR,
    PRIMARY KEY (plan_id, measure_id)
);
COMMENT ON TABLE plan_measure IS 'Measures of a plan edition in that edition''s own words.';
COMMENT ON COLUMN plan_measure.plan_id IS 'Edition.';
COMMENT ON COLUMN plan_measure.measure_id IS 'Measure.';
COMMENT ON COLUMN plan_measure.priority_id IS 'Priority that it stands under; empty for overarching measures.';
COMMENT ON COLUMN plan_measure.outcome_id IS 'Outcome that it stands under, where the edition lists measures by outcome.';
COMMENT ON COLUMN plan_measure.position IS 'Order in the edition.';
COMMENT ON COLUMN plan_measure.code IS 'Plan-year code: an alias, never an id.';
COMMENT ON COLUMN plan_measure.wording IS 'Words of the edition.';
COMMENT ON COLUMN plan_measure.repair IS 'Damage of the document that was repaired here; empty if none.';

CREATE TABLE initiative_action (
    initiative_id VARCHAR NOT NULL REFERENCES initiative (initiative_id),
    action_id VARCHAR NOT NULL REFERENCES action (action_id),
    basis VARCHAR NOT NULL CHECK (basis IN ('stated', 'editorial')),
    reason VARCHAR NOT NULL,
    PRIMARY KEY (initiative_id, action_id)
);
COMMENT ON TABLE initiative_action IS 'Which actions carry a headline initiative.';
COMMENT ON COLUMN initiative_action.initiative_id IS 'Initiative.';
COMMENT ON COLUMN initiative_action.action_id IS 'Action.';
COMMENT ON COLUMN initiative_action.basis IS 'stated by the plan, or editorial: proposed by us.';
COMMENT ON COLUMN initiative_action.reason IS 'Why they belong together.';

CREATE TABLE action_measure (
    action_id VARCHAR NOT NULL REFERENCES action (action_id),
    measure_id VARCHAR NOT NULL REFERENCES measure (measure_id),
    basis VARCHAR NOT NULL CHECK (basis IN ('stated', 'editorial')),
    reason VARCHAR NOT NULL,
    PRIMARY KEY (action_id, measure_id)
);
COMMENT ON TABLE action_measure IS 'Which measures show whether an action works.';
COMMENT ON COLUMN action_measure.action_id IS 'Action.';
COMMENT ON COLUMN action_measure.measure_id IS 'Measure.';
COMMENT ON COLUMN action_measure.basis IS 'stated by the plan, or editorial: proposed by us.';
COMMENT ON COLUMN action_measure.reason IS 'Why they belong together.';

CREATE TABLE priority_outcome (
    priority_id VARCHAR NOT NULL REFERENCES priority (priority_id),
    outcome_id VARCHAR NOT NULL REFERENCES outcome (outcome_id),
    basis VARCHAR NOT NULL CHECK (basis IN ('stated', 'editorial')),
    reason VARCHAR NOT NULL,
    PRIMARY KEY (priority_id, outcome_id)
);
COMMENT ON TABLE priority_outcome IS 'Which outcomes a priority serves.';
COMMENT ON COLUMN priority_outcome.priority_id IS 'Priority.';
COMMENT ON COLUMN priority_outcome.outcome_id IS 'Outcome.';
COMMENT ON COLUMN priority_outcome.basis IS 'stated by the plan, or editorial: proposed by us.';
COMMENT ON COLUMN priority_outcome.reason IS 'Why they belong together.';

CREATE TABLE outcome_measure (
    outcome_id VARCHAR NOT NULL REFERENCES outcome (outcome_id),
    measure_id VARCHAR NOT NULL REFERENCES measure (measure_id),
    basis VARCHAR NOT NULL CHECK (basis IN ('stated', 'editorial')),
    reason VARCHAR NOT NULL,
    PRIMARY KEY (outcome_id, measure_id)
);
COMMENT ON TABLE outcome_measure IS 'Which measures and evidence series throw light on an outcome.';
COMMENT ON COLUMN outcome_measure.outcome_id IS 'Outcome.';
COMMENT ON COLUMN outcome_measure.measure_id IS 'Measure or evidence series.';
COMMENT ON COLUMN outcome_measure.basis IS 'stated by the plan, or editorial: proposed by us.';
COMMENT ON COLUMN outcome_measure.reason IS 'Why they belong together.';

CREATE TABLE measure_evidence (
    measure_id VARCHAR NOT NULL REFERENCES measure (measure_id),
    evidence_id VARCHAR NOT NULL REFERENCES measure (measure_id),
    match VARCHAR NOT NULL CHECK (match IN ('near', 'proxy', 'context')),
    reason VARCHAR NOT NULL,
    PRIMARY KEY (measure_id, evidence_id)
);
COMMENT ON TABLE measure_evidence IS 'Series that are related to a measure and why they are not the measure.';
COMMENT ON COLUMN measure_evidence.measure_id IS 'Measure of the plan.';
COMMENT ON COLUMN measure_evidence.evidence_id IS 'Evidence series.';
COMMENT ON COLUMN measure_evidence.match IS 'near (almost the same), proxy (stands in for it) or context.';
COMMENT ON COLUMN measure_evidence.reason IS 'Why it is not the measure itself.';

CREATE TABLE observation (
    measure_id VARCHAR NOT NULL REFERENCES measure (measure_id),
    area_code VARCHAR NOT NULL REFERENCES area (area_code),
    period_id VARCHAR NOT NULL REFERENCES period (period_id),
    value DOUBLE,
    numerator DOUBLE,
    denominator DOUBLE CHECK (denominator >= 0),
    absence VARCHAR CHECK (absence IN ('not_due', 'late', 'not_collected', 'suppressed', 'to_be_defined')),
    quality VARCHAR NOT NULL DEFAULT 'final' CHECK (quality IN ('final', 'provisional', 'revised', 'estimated')),
    source_id VARCHAR NOT NULL REFERENCES source (source_id),
    known_from TIMESTAMP NOT NULL,
    known_to TIMESTAMP,
    reason VARCHAR,
    recorded_by VARCHAR,
    CHECK ((value IS NULL) = (absence IS NOT NULL)),
    CHECK (known_to > known_from),
    PRIMARY KEY (measure_id, area_code, period_id, known_from)
);
COMMENT ON TABLE observation IS 'Figures: one row for each thing that the council held to be true of a measure, area and period.';
COMMENT ON COLUMN observation.measure_id IS 'Measure.';
COMMENT ON COLUMN observation.area_code IS 'Area.';
COMMENT ON COLUMN observation.period_id IS 'Period that it is about.';
COMMENT ON COLUMN observation.value IS 'The figure in the measure''s unit; empty where absence says why.';
COMMENT ON COLUMN observation.numerator IS 'Numerator, where the value is a share or rate and it is known.';
COMMENT ON COLUMN observation.denominator IS 'Denominator, where it is known.';
COMMENT ON COLUMN observation.absence IS 'Why there is no figure; empty where there is one.';
COMMENT ON COLUMN observation.quality IS 'final, provisional, revised or estimated.';
COMMENT ON COLUMN observation.source_id IS 'Source.';
COMMENT ON COLUMN observation.known_from IS 'When the council first held this to be true (UTC).';
COMMENT ON COLUMN observation.known_to IS 'When it was replaced (UTC); empty while it stands.';
COMMENT ON COLUMN observation.reason IS 'Why it replaced what was held before.';
COMMENT ON COLUMN observation.recorded_by IS 'Who recorded it.';

CREATE TABLE target (
    measure_id VARCHAR NOT NULL REFERENCES measure (measure_id),
    period_id VARCHAR NOT NULL REFERENCES period (period_id),
    value DOUBLE NOT NULL,
    upper_value DOUBLE,
    tolerance DOUBLE NOT NULL CHECK (tolerance >= 0),
    tolerance_kind VARCHAR NOT NULL CHECK (tolerance_kind IN ('absolute', 'percent')),
    agreed_by VARCHAR,
    source_id VARCHAR NOT NULL REFERENCES source (source_id),
    known_from TIMESTAMP NOT NULL,
    known_to TIMESTAMP,
    reason VARCHAR,
    CHECK (upper_value >= value),
    CHECK (known_to > known_from),
    PRIMARY KEY (measure_id, period_id, known_from)
);
COMMENT ON TABLE target IS 'Targets with two clocks: a moved target closes the old row and opens a new one.';
COMMENT ON COLUMN target.measure_id IS 'Measure.';
COMMENT ON COLUMN target.period_id IS 'Period that it is for; a quarterly measure may have a target for its year too, and the board then says what it would take.';
COMMENT ON COLUMN target.value IS 'Target in the measure''s unit; the lower end for within_range measures.';
COMMENT ON COLUMN target.upper_value IS 'Upper end for within_range measures.';
COMMENT ON COLUMN target.tolerance IS 'How far a miss may go and still be near.';
COMMENT ON COLUMN target.tolerance_kind IS 'absolute (in the unit) or percent (of the target).';
COMMENT ON COLUMN target.agreed_by IS 'Who agreed it and where it is minuted.';
COMMENT ON COLUMN target.source_id IS 'Source.';
COMMENT ON COLUMN target.known_from IS 'When it came into force (UTC).';
COMMENT ON COLUMN target.known_to IS 'When it was replaced (UTC); empty while it stands.';
COMMENT ON COLUMN target.reason IS 'Why it replaced the earlier target.';

CREATE TABLE rating_scale (
    scale_id VARCHAR NOT NULL,
    rating VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    colour VARCHAR NOT NULL CHECK (colour IN ('met', 'good', 'near', 'off', 'none')),
    shape VARCHAR NOT NULL,
    meaning VARCHAR NOT NULL,
    PRIMARY KEY (scale_id, rating)
);
COMMENT ON TABLE rating_scale IS 'The council''s own scale for officers'' ratings, best first.';
COMMENT ON COLUMN rating_scale.scale_id IS 'Scale.';
COMMENT ON COLUMN rating_scale.rating IS 'Label as officers write it.';
COMMENT ON COLUMN rating_scale.position IS 'Order, 1 is best.';
COMMENT ON COLUMN rating_scale.colour IS 'met or good (all is well), near, off, or none; a rating in met or good is flagged where a measure, a date or the money says otherwise.';
COMMENT ON COLUMN rating_scale.shape IS 'Character shown beside the word, for example ▲ ● ◆ ■; each rating has its own.';
COMMENT ON COLUMN rating_scale.meaning IS 'What it means, for readers.';

CREATE TABLE action_update (
    action_id VARCHAR NOT NULL REFERENCES action (action_id),
    period_id VARCHAR NOT NULL REFERENCES period (period_id),
    scale_id VARCHAR NOT NULL,
    rating VARCHAR,
    percent_complete INTEGER CHECK (percent_complete BETWEEN 0 AND 100),
    commentary VARCHAR,
    owner VARCHAR,
    due DATE,
    source_id VARCHAR NOT NULL REFERENCES source (source_id),
    known_from TIMESTAMP NOT NULL,
    known_to TIMESTAMP,
    reason VARCHAR,
    FOREIGN KEY (scale_id, rating) REFERENCES rating_scale (scale_id, rating),
    CHECK (known_to > known_from),
    PRIMARY KEY (action_id, period_id, known_from)
);
COMMENT ON TABLE action_update IS 'What officers reported on an action for a quarter.';
COMMENT ON COLUMN action_update.action_id IS 'Action.';
COMMENT ON COLUMN action_update.period_id IS 'Quarter.';
COMMENT ON COLUMN action_update.scale_id IS 'Scale that the rating is on.';
COMMENT ON COLUMN action_update.rating IS 'Officer''s rating; empty where the return is late.';
COMMENT ON COLUMN action_update.percent_complete IS 'Share done, 0 to 100.';
COMMENT ON COLUMN action_update.commentary IS 'One or two sentences.';
COMMENT ON COLUMN action_update.owner IS 'Role that answers for it.';
COMMENT ON COLUMN action_update.due IS 'When it is to be done.';
COMMENT ON COLUMN action_update.source_id IS 'Source.';
COMMENT ON COLUMN action_update.known_from IS 'When it was reported (UTC).';
COMMENT ON COLUMN action_update.known_to IS 'When it was replaced (UTC); empty while it stands.';
COMMENT ON COLUMN action_update.reason IS 'Why it replaced an earlier one.';

CREATE TABLE commentary (
    measure_id VARCHAR NOT NULL REFERENCES measure (measure_id),
    period_id VARCHAR NOT NULL REFERENCES period (period_id),
    text VARCHAR NOT NULL,
    cause VARCHAR,
    next_step VARCHAR,
    owner VARCHAR,
    due DATE,
    source_id VARCHAR NOT NULL REFERENCES source (source_id),
    known_from TIMESTAMP NOT NULL,
    known_to TIMESTAMP,
    reason VARCHAR,
    CHECK (known_to > known_from),
    PRIMARY KEY (measure_id, period_id, known_from)
);
COMMENT ON TABLE commentary IS 'What officers said of a measure for a period.';
COMMENT ON COLUMN commentary.measure_id IS 'Measure.';
COMMENT ON COLUMN commentary.period_id IS 'Period.';
COMMENT ON COLUMN commentary.text IS 'What happened.';
COMMENT ON COLUMN commentary.cause IS 'Why.';
COMMENT ON COLUMN commentary.next_step IS 'What is done about it.';
COMMENT ON COLUMN commentary.owner IS 'Role that answers for it.';
COMMENT ON COLUMN commentary.due IS 'When the next step is due.';
COMMENT ON COLUMN commentary.source_id IS 'Source.';
COMMENT ON COLUMN commentary.known_from IS 'When it was written (UTC).';
COMMENT ON COLUMN commentary.known_to IS 'When it was replaced (UTC); empty while it stands.';
COMMENT ON COLUMN commentary.reason IS 'Why it replaced an earlier one.';

CREATE TABLE event (
    event_id VARCHAR PRIMARY KEY,
    measure_id VARCHAR REFERENCES measure (measure_id),
    on_date DATE NOT NULL,
    label VARCHAR NOT NULL,
    kind VARCHAR NOT NULL CHECK (kind IN ('rebase', 'definition', 'context')),
    source_id VARCHAR NOT NULL REFERENCES source (source_id),
    known_from TIMESTAMP
);
COMMENT ON TABLE event IS 'Dated notes for charts.';
COMMENT ON COLUMN event.event_id IS 'Permanent readable id.';
COMMENT ON COLUMN event.measure_id IS 'Measure; empty for events that matter to all.';
COMMENT ON COLUMN event.on_date IS 'Date.';
COMMENT ON COLUMN event.label IS 'Up to 50 characters.';
COMMENT ON COLUMN event.kind IS 'rebase (new control limits), definition (break in the series) or context.';
COMMENT ON COLUMN event.source_id IS 'Source.';
COMMENT ON COLUMN event.known_from IS 'When it was recorded (UTC): no earlier view shows it or its new limits; empty means on its date.';

CREATE TABLE comparability (
    measure_id VARCHAR NOT NULL REFERENCES measure (measure_id),
    area_code VARCHAR NOT NULL REFERENCES area (area_code),
    reason VARCHAR NOT NULL,
    source_id VARCHAR NOT NULL REFERENCES source (source_id),
    PRIMARY KEY (measure_id, area_code)
);
COMMENT ON TABLE comparability IS 'Benchmarks that must not be compared, and why.';
COMMENT ON COLUMN comparability.measure_id IS 'Measure.';
COMMENT ON COLUMN comparability.area_code IS 'Area whose figures are not comparable with the rest.';
COMMENT ON COLUMN comparability.reason IS 'Why, in the words of the source where there are any.';
COMMENT ON COLUMN comparability.source_id IS 'Source of the reason.';

CREATE TABLE budget_line (
    line_id VARCHAR PRIMARY KEY,
    year VARCHAR NOT NULL,
    stream VARCHAR NOT NULL CHECK (stream IN ('funding', 'service', 'savings', 'capital', 'reserve', 'initiative', 'total', 'context')),
    position INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    department VARCHAR REFERENCES department (department),
    priority_id VARCHAR REFERENCES priority (priority_id),
    initiative_id VARCHAR REFERENCES initiative (initiative_id),
    action_id VARCHAR REFERENCES action (action_id)
);
COMMENT ON TABLE budget_line IS 'Lines of the budget.';
COMMENT ON COLUMN budget_line.line_id IS 'Permanent readable id.';
COMMENT ON COLUMN budget_line.year IS 'Financial year as in the ids of its quarters, for example 2022-23, or a span as printed.';
COMMENT ON COLUMN budget_line.stream IS 'funding (where the money comes from), service (how it is spent), savings, capital, reserve (drawn from reserves to balance the year), initiative, total (a council-wide figure), context.';
COMMENT ON COLUMN budget_line.position IS 'Order within year and stream.';
COMMENT ON COLUMN budget_line.name IS 'Name as printed.';
COMMENT ON COLUMN budget_line.department IS 'Department, where it belongs to one.';
COMMENT ON COLUMN budget_line.priority_id IS 'Priority, where it belongs to one.';
COMMENT ON COLUMN budget_line.initiative_id IS 'Headline initiative, where it belongs to one.';
COMMENT ON COLUMN budget_line.action_id IS 'Action, where it belongs to one.';

CREATE TABLE budget_amount (
    line_id VARCHAR NOT NULL REFERENCES budget_line (line_id),
    period_id VARCHAR NOT NULL REFERENCES period (period_id),
    kind VARCHAR NOT NULL CHECK (kind IN ('budget', 'forecast', 'actual', 'target', 'achieved', 'variance')),
    amount_gbp DOUBLE NOT NULL,
    source_id VARCHAR NOT NULL REFERENCES source (source_id),
    known_from TIMESTAMP NOT NULL,
    known_to TIMESTAMP,
    reason VARCHAR,
    CHECK (known_to > known_from),
    PRIMARY KEY (line_id, period_id, kind, known_from)
);
COMMENT ON TABLE budget_amount IS 'Amounts of budget lines.';
COMMENT ON COLUMN budget_amount.line_id IS 'Budget line.';
COMMENT ON COLUMN budget_amount.period_id IS 'Year; for a forecast, savings achieved and a draw on reserves the quarter as at which it was stated.';
COMMENT ON COLUMN budget_amount.kind IS 'budget, forecast (full-year, as at the quarter), actual (outturn), target or achieved (savings; since the start of the year), variance (over + or under - spend where the source gives only that).';
COMMENT ON COLUMN budget_amount.amount_gbp IS 'Amount in pounds.';
COMMENT ON COLUMN budget_amount.source_id IS 'Source.';
COMMENT ON COLUMN budget_amount.known_from IS 'When it was known (UTC).';
COMMENT ON COLUMN budget_amount.known_to IS 'When it was replaced (UTC); empty while it stands.';
COMMENT ON COLUMN budget_amount.reason IS 'Why it replaced an earlier one.';

CREATE TABLE conflict (
    conflict_id VARCHAR PRIMARY KEY,
    position INTEGER NOT NULL,
    kind VARCHAR NOT NULL CHECK (kind IN ('sources_disagree', 'source_inconsistent', 'printed_error')),
    subject VARCHAR NOT NULL,
    note VARCHAR NOT NULL
);
COMMENT ON TABLE conflict IS 'Places where sources disagree, or a source disagrees with itself; nothing is merged.';
COMMENT ON COLUMN conflict.conflict_id IS 'Permanent readable id.';
COMMENT ON COLUMN conflict.position IS 'Order of listing.';
COMMENT ON COLUMN conflict.kind IS 'sources_disagree, source_inconsistent (within one document) or printed_error.';
COMMENT ON COLUMN conflict.subject IS 'What it is about.';
COMMENT ON COLUMN conflict.note IS 'What a reader should make of it and which figure the board uses.';

CREATE TABLE conflict_claim (
    conflict_id VARCHAR NOT NULL REFERENCES conflict (conflict_id),
    position INTEGER NOT NULL,
    claim VARCHAR NOT NULL,
    used BOOLEAN NOT NULL,
    source_id VARCHAR NOT NULL REFERENCES source (source_id),
    PRIMARY KEY (conflict_id, position)
);
COMMENT ON TABLE conflict_claim IS 'What each source says.';
COMMENT ON COLUMN conflict_claim.conflict_id IS 'Conflict.';
COMMENT ON COLUMN conflict_claim.position IS 'Order of listing.';
COMMENT ON COLUMN conflict_claim.claim IS 'The figure or wording with its context.';
COMMENT ON COLUMN conflict_claim.used IS 'True where the board''s charts use this one.';
COMMENT ON COLUMN conflict_claim.source_id IS 'Source that says so.';

CREATE TABLE publication (
    publication_id VARCHAR PRIMARY KEY,
    label VARCHAR NOT NULL,
    period_id VARCHAR NOT NULL REFERENCES period (period_id),
    known_at TIMESTAMP NOT NULL,
    published_at TIMESTAMP NOT NULL,
    published_by VARCHAR NOT NULL,
    content_sha256 VARCHAR,
    source_id VARCHAR NOT NULL REFERENCES source (source_id),
    CHECK (published_at >= known_at)
);
COMMENT ON TABLE publication IS 'Published quarters: a label on a time, so that a report can be opened again as it was.';
COMMENT ON COLUMN publication.publication_id IS 'Permanent readable id.';
COMMENT ON COLUMN publication.label IS 'Words for readers.';
COMMENT ON COLUMN publication.period_id IS 'Quarter that was reported.';
COMMENT ON COLUMN publication.known_at IS 'The board showed what was known at this time (UTC).';
COMMENT ON COLUMN publication.published_at IS 'When it was published (UTC).';
COMMENT ON COLUMN publication.published_by IS 'Who published it.';
COMMENT ON COLUMN publication.content_sha256 IS 'Fingerprint of what was published, where one was taken.';
COMMENT ON COLUMN publication.source_id IS 'Source; an illustrative publication goes with the illustrative returns.';

CREATE TABLE disposition (
    old_id VARCHAR NOT NULL,
    new_id VARCHAR,
    kind VARCHAR NOT NULL CHECK (kind IN ('retired', 'split', 'merged', 'renamed')),
    reason VARCHAR NOT NULL,
    on_date DATE NOT NULL,
    CHECK (kind = 'retired' OR new_id IS NOT NULL)
);
COMMENT ON TABLE disposition IS 'What became of ids that a later edition no longer has.';
COMMENT ON COLUMN disposition.old_id IS 'Id of the earlier edition: measure, action, priority, outcome, initiative or objective.';
COMMENT ON COLUMN disposition.new_id IS 'What took its place; empty if retired.';
COMMENT ON COLUMN disposition.kind IS 'retired, split, merged or renamed.';
COMMENT ON COLUMN disposition.reason IS 'Why.';
COMMENT ON COLUMN disposition.on_date IS 'When.';

CREATE TABLE build (
    build_id VARCHAR PRIMARY KEY,
    built_at TIMESTAMP NOT NULL,
    content_sha256 VARCHAR NOT NULL,
    code_version VARCHAR NOT NULL
);
COMMENT ON TABLE build IS 'This file: one row.';
COMMENT ON COLUMN build.build_id IS 'Name of the build: UTC time and the first letters of the fingerprint.';
COMMENT ON COLUMN build.built_at IS 'When it was built (UTC).';
COMMENT ON COLUMN build.content_sha256 IS 'Fingerprint of all files that went in.';
COMMENT ON COLUMN build.code_version IS 'Version of the program that built it.';

-- Two clocks and the illustrative switch in one place: every query of facts goes through these.
-- A null known_at means now.
CREATE MACRO known(from_at, to_at, known_at) AS
    (from_at <= coalesce(known_at, TIMESTAMP '9999-12-31') AND (to_at IS NULL OR to_at > coalesce(known_at, TIMESTAMP '9999-12-30')));
