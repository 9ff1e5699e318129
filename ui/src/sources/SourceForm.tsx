import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem, freshKey } from '@/shared/api';
import { fieldProblem, toldAtFields } from '@/shared/fieldProblem';
import { Buttons, Form, Refusal } from '@/shared/Form';
import { hour, notWhole, useWrongOptions } from '@/shared/Option';
import { useProblemText } from '@/shared/useProblemText';
import { entitiesQuery, type EventKind, type Field, type Kind, LOOKS, type Place, type Source, type Wanted } from './api';
import { ConnectStep } from './ConnectStep';
import { type Draft, draftOf, lacking, placeOf, type Step, stepOf, STEPS, wantedOf } from './draft';
import { FieldsStep } from './FieldsStep';
import { ScheduleStep } from './ScheduleStep';
import css from './Sources.module.css';
import { TableStep } from './TableStep';
import { useEventFields } from './useEvents';

/** What every step is given. */
export type StepProps = {
    draft: Draft;
    onChange: (change: (draft: Draft) => Draft) => void;
    /** What is wrong at a JSON pointer, once it was tried or the server has said so. */
    told: (pointer: string) => string | null;
    look: string;
    place: Place;
};

type Props = {
    kinds: readonly Kind[];
    fields: readonly Field[];
    eventKinds: readonly EventKind[];
    /** What is changed; null for a new one. */
    source: Source | null;
    /** The step that the address names. */
    step: Step;
    onStep: (step: Step) => void;
    busy: boolean;
    error: unknown;
    onSave: (wanted: Wanted) => void;
};

/** A source in four steps. A new one is gone through in order; of one there is any step can be opened and saved. */
export function SourceForm({ kinds, fields, eventKinds, source, step: named, onStep, busy, error, onSave }: Props) {
    const { t } = useTranslation();
    const problemText = useProblemText();
    const wrongOptions = useWrongOptions();
    const eventFields = useEventFields();
    const client = useQueryClient();
    const [draft, setDraft] = useState(() => draftOf(source, kinds));
    const [look, setLook] = useState(freshKey);
    const [reached, setReached] = useState<Step>(source ? 'schedule' : 'connect');
    const [tried, setTried] = useState<readonly Step[]>([]);
    const [checking, setChecking] = useState(false);
    const [refused, setRefused] = useState<unknown>(null);
    const heading = useRef<HTMLHeadingElement>(null);
    const place = placeOf(draft, source);
    const kind = kinds.find((one) => one.kind === draft.kind);
    const eventKind = eventKinds.find(({ key }) => key === draft.eventKind) ?? null;
    // A new one begins at its beginning, whatever the address says.
    const step = STEPS.indexOf(named) > STEPS.indexOf(reached) ? reached : named;
    const next = STEPS[STEPS.indexOf(step) + 1];

    const shown = useRef(step);
    useEffect(() => {
        if (shown.current === step) return;
        shown.current = step;
        heading.current?.focus();
    }, [step]);
    useEffect(() => () => client.removeQueries({ queryKey: LOOKS }), [client]);
    // What the server refuses may stand at another step than the one that is open.
    useEffect(() => {
        const [first] = error instanceof ApiProblem ? error.errors : [];
        if (first) onStep(stepOf(first.pointer));
        // oxlint-disable-next-line react/exhaustive-deps
    }, [error]);

    if (!kind) return <Refusal>{t('sources.form.unknownKind')}</Refusal>;

    const empty = t('option.empty');
    const number = (text: string, min: number, max: number) => (notWhole(text, min, max) ? t('option.number', { min: String(min), max: String(max) }) : null);
    const lacks = lacking(draft);
    const wrong: Record<string, string | null> = {
        ...wrongOptions(kind.options, draft.options, draft.secret),
        '/entity': draft.entity === '' ? empty : null,
        '/key': draft.key === '' ? empty : null,
        '/mapping': lacks === null ? null : t(`sources.lacks.${lacks}`),
        '/name': draft.name.trim() === '' ? empty : null,
        '/fullAt': hour(draft.fullAt) === null ? t('option.hour') : null,
        '/mostRemoved': number(draft.mostRemoved, 1, 100),
        '/statementSeconds': number(draft.statementSeconds, 1, 600),
        '/rowsPerSecond': number(draft.rowsPerSecond, 0, 1_000_000),
    };
    const wrongSteps = Object.entries(wrong).flatMap(([pointer, text]) => (text === null ? [] : [stepOf(pointer)]));
    const told = (pointer: string) => (tried.includes(stepOf(pointer)) && wrong[pointer]) || fieldProblem(error, pointer) || fieldProblem(refused, pointer);
    const change = (how: (draft: Draft) => Draft) => setDraft(how);
    const connectTo = (how: (draft: Draft) => Draft) => {
        setDraft(how);
        setLook(freshKey());
        setRefused(null);
    };
    const open = (to: Step) => {
        if (STEPS.indexOf(to) > STEPS.indexOf(reached)) setReached(to);
        onStep(to);
    };
    const check = async () => {
        setChecking(true);
        setRefused(null);
        try {
            await client.fetchQuery(entitiesQuery(look, place));
            open('table');
        } catch (problem) {
            setRefused(problem);
        } finally {
            setChecking(false);
        }
    };
    const goOn = () => {
        setTried((before) => [...before, step]);
        if (next === undefined || checking || wrongSteps.includes(step)) return;
        if (step === 'connect') void check();
        else open(next);
    };
    const save = () => {
        setTried(STEPS);
        const [first] = STEPS.filter((one) => wrongSteps.includes(one));
        if (first !== undefined) return open(first);
        if (!busy) onSave(wantedOf(draft, hour(draft.fullAt) ?? '', source?.version ?? null));
    };
    const last = next === undefined;
    const all = { draft, onChange: change, told, look, place };
    const pointers = [
        ...Object.keys(wrong),
        '/kind',
        '/secret',
        '/target',
        '/eventKind',
        '/changed',
        '/everyMinutes',
        ...kind.options.map(({ key }) => `/options/${key}`),
        ...draft.mapping.flatMap((_, index) => ['column', 'field', 'conflict'].map((end) => `/mapping/${index}/${end}`)),
    ];
    const saving = t(busy ? 'sources.form.busy' : source ? 'sources.form.save' : 'sources.form.create');
    return (
        <div className={css.form}>
            <Steps step={step} reached={reached} onOpen={open} />
            <Form onSubmit={last ? save : goOn}>
                <header className={css.stepHead}>
                    <h2 ref={heading} tabIndex={-1}>
                        {t(`sources.stepTitle.${step}`)}
                    </h2>
                    <p>{t(`sources.stepText.${step}`)}</p>
                </header>
                {step === 'connect' && <ConnectStep {...all} onChange={connectTo} kinds={kinds} kind={kind} source={source} />}
                {step === 'table' && <TableStep {...all} eventKinds={eventKinds} source={source} />}
                {step === 'fields' && <FieldsStep {...all} fields={draft.eventKind === null ? fields : eventFields(eventKind)} eventKind={eventKind} />}
                {step === 'schedule' && <ScheduleStep {...all} />}
                <Refusal>
                    {refused !== null && step === 'connect' && !toldAtFields(refused, pointers) && problemText(refused)}
                    {error !== null && !toldAtFields(error, pointers) && problemText(error)}
                </Refusal>
                <Buttons>
                    {last ? (
                        <Button type="submit" variant="filled" aria-disabled={busy}>
                            {saving}
                        </Button>
                    ) : (
                        <>
                            <Button type="submit" variant={source ? 'default' : 'filled'} aria-disabled={checking}>
                                {t(checking ? 'sources.form.checking' : step === 'connect' ? 'sources.form.check' : 'sources.form.next')}
                            </Button>
                            {source && (
                                <Button variant="filled" aria-disabled={busy} onClick={save}>
                                    {saving}
                                </Button>
                            )}
                        </>
                    )}
                </Buttons>
            </Form>
        </div>
    );
}

function Steps({ step, reached, onOpen }: { step: Step; reached: Step; onOpen: (step: Step) => void }) {
    const { t } = useTranslation();
    return (
        <nav aria-label={t('sources.form.steps')}>
            <ol className={css.steps}>
                {STEPS.map((one, index) => (
                    <li key={one} data-here={one === step || undefined}>
                        {index <= STEPS.indexOf(reached) ? (
                            <button type="button" aria-current={one === step ? 'step' : undefined} onClick={() => onOpen(one)}>
                                {t(`sources.stepName.${one}`)}
                            </button>
                        ) : (
                            <span>{t(`sources.stepName.${one}`)}</span>
                        )}
                    </li>
                ))}
            </ol>
        </nav>
    );
}
