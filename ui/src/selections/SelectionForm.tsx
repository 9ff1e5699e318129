import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Failure } from '@/shared/Failure';
import { fieldProblem, toldAtFields } from '@/shared/fieldProblem';
import { Buttons, Check, Form, Refusal } from '@/shared/Form';
import { notify } from '@/shared/notices';
import { useProblemText } from '@/shared/useProblemText';
import { COMPARISONS, type Comparison, lookAhead, saveSelection, type Selection, selectionQuery, selectionsQuery, sourcesQuery, VALUE_TYPES, type ValueType, type Wanted } from './api';
import { Lines } from './Lines';
import { Rows } from './Rows';
import css from './Selections.module.css';

type Filter = { column: string; is: Comparison; value: string };
type Parameter = { name: string; type: ValueType; value: string };
type Variable = { name: string; type: ValueType; column: string };

const below: ('label' | 'input' | 'description' | 'error')[] = ['label', 'input', 'description', 'error'];

/** What is asked, of whom, by what people are known, and what texts can say of them. */
export function SelectionForm({ selection }: { selection: Selection | null }) {
    const { t } = useTranslation();
    const problemText = useProblemText();
    const client = useQueryClient();
    const navigate = useNavigate();
    const sources = useQuery(sourcesQuery);
    const [name, setName] = useState(selection?.name ?? '');
    const [chosen, setSource] = useState(selection?.sourceId ?? '');
    const [asksSql, setAsksSql] = useState(selection === null || selection.query !== null);
    const [query, setQuery] = useState(selection?.query ?? '');
    const [entity, setEntity] = useState(selection?.entity ?? '');
    const [key, setKey] = useState(selection?.key ?? '');
    const [filters, setFilters] = useState<readonly Filter[]>(selection?.filters ?? []);
    const [parameters, setParameters] = useState<readonly Parameter[]>(selection?.parameters ?? []);
    const [match, setMatch] = useState<Selection['match']>(selection?.match ?? 'phone');
    const [matchColumn, setMatchColumn] = useState(selection?.matchColumn ?? '');
    const [createsUnknown, setCreatesUnknown] = useState(selection?.createsUnknown ?? false);
    const [variables, setVariables] = useState<readonly Variable[]>(selection?.variables.map((one) => ({ ...one, column: one.column ?? '' })) ?? []);
    const [everyMinutes, setEveryMinutes] = useState(selection?.everyMinutes ? String(selection.everyMinutes) : '');
    const [dailyAt, setDailyAt] = useState(selection?.dailyAt ?? '');
    const source = chosen === '' ? (sources.data?.[0]?.id ?? '') : chosen;
    const wanted = (): Wanted => ({
        name: name.trim(),
        sourceId: source,
        query: asksSql ? query : null,
        entity: asksSql ? null : entity.trim(),
        key: asksSql ? null : key.trim(),
        filters: asksSql ? [] : [...filters],
        parameters: [...parameters],
        match,
        matchColumn: matchColumn.trim(),
        createsUnknown: match === 'phone' && createsUnknown,
        variables: [...variables],
        everyMinutes: everyMinutes.trim() === '' ? 0 : Number.parseInt(everyMinutes, 10) || 0,
        dailyAt: dailyAt === '' ? null : dailyAt,
        version: selection?.version ?? 0,
        values: {},
    });
    const looking = useMutation({ mutationFn: () => lookAhead(wanted()) });
    const saving = useMutation({
        mutationFn: () => saveSelection(selection?.id ?? null, wanted()),
        onSuccess: async (saved) => {
            notify(t('selections.form.saved', { name: saved.name }));
            client.setQueryData(selectionQuery(saved.id).queryKey, saved);
            await client.invalidateQueries({ queryKey: selectionsQuery.queryKey });
            await navigate({ to: '/selections/$id', params: { id: saved.id } });
        },
    });
    if (sources.isLoadingError) return <Failure title={t('selections.form.noSources')} error={sources.error} onRetry={() => void sources.refetch()} />;
    if (sources.data?.length === 0) return <p className={css.sub}>{t('selections.form.sourcesFirst')}</p>;

    const error = saving.error ?? looking.error;
    const told = (pointer: string) => fieldProblem(error, pointer);
    const pointers = ['/name', '/sourceId', '/query', '/entity', '/key', '/filters', '/parameters', '/matchColumn', '/variables', '/everyMinutes', '/dailyAt'];
    const inLines = [
        ...filters.flatMap((_, index) => ['column', 'is', 'value'].map((end) => `/filters/${index}/${end}`)),
        ...parameters.flatMap((_, index) => ['name', 'value'].map((end) => `/parameters/${index}/${end}`)),
        ...variables.flatMap((_, index) => ['name', 'column'].map((end) => `/variables/${index}/${end}`)),
    ];
    const types = VALUE_TYPES.map((one) => ({ value: one, label: t(`selections.type.${one}`) }));
    const ask = (what: typeof looking | typeof saving) => {
        if (looking.isPending || saving.isPending) return;
        looking.reset();
        saving.reset();
        what.mutate();
    };
    return (
        <Form narrow onSubmit={() => ask(saving)}>
            <TextInput label={t('selections.form.name')} autoComplete="off" value={name} onChange={(event) => setName(event.currentTarget.value)} error={told('/name')} />
            <NativeSelect
                label={t('selections.form.source')}
                value={source}
                onChange={(event) => setSource(event.currentTarget.value)}
                data={sources.data?.map((one) => ({ value: one.id, label: one.name })) ?? []}
                error={told('/sourceId')}
            />
            <NativeSelect
                label={t('selections.form.how')}
                value={asksSql ? 'sql' : 'rows'}
                onChange={(event) => setAsksSql(event.currentTarget.value === 'sql')}
                data={[
                    { value: 'sql', label: t('selections.form.sql') },
                    { value: 'rows', label: t('selections.form.rows') },
                ]}
            />
            {asksSql ? (
                <Textarea
                    label={t('selections.form.query')}
                    description={t('selections.form.queryHelp')}
                    inputWrapperOrder={below}
                    className={css.query ?? ''}
                    rows={8}
                    spellCheck={false}
                    value={query}
                    onChange={(event) => setQuery(event.currentTarget.value)}
                    error={told('/query')}
                />
            ) : (
                <>
                    <TextInput label={t('selections.form.entity')} autoComplete="off" spellCheck={false} value={entity} onChange={(event) => setEntity(event.currentTarget.value)} error={told('/entity')} />
                    <TextInput
                        label={t('selections.form.key')}
                        description={t('selections.form.keyHelp')}
                        inputWrapperOrder={below}
                        autoComplete="off"
                        spellCheck={false}
                        value={key}
                        onChange={(event) => setKey(event.currentTarget.value)}
                        error={told('/key')}
                    />
                    <Lines<Filter>
                        legend={t('selections.form.filters')}
                        help={t('selections.form.filtersHelp')}
                        lines={filters}
                        blank={{ column: '', is: 'eq', value: '' }}
                        add={t('selections.form.addFilter')}
                        problem={told('/filters')}
                        onChange={setFilters}
                    >
                        {(line, index, set) => (
                            <>
                                <TextInput label={t('selections.form.column')} autoComplete="off" spellCheck={false} value={line.column} onChange={(event) => set({ column: event.currentTarget.value })} error={told(`/filters/${index}/column`)} />
                                <NativeSelect label={t('selections.form.compares')} value={line.is} onChange={(event) => set({ is: event.currentTarget.value as Comparison })} data={COMPARISONS.map((one) => ({ value: one, label: t(`selections.is.${one}`) }))} />
                                {line.is !== 'empty' && line.is !== 'not_empty' && (
                                    <TextInput label={t('selections.form.value')} autoComplete="off" value={line.value} onChange={(event) => set({ value: event.currentTarget.value })} error={told(`/filters/${index}/value`)} />
                                )}
                            </>
                        )}
                    </Lines>
                </>
            )}
            <Lines<Parameter>
                legend={t('selections.form.parameters')}
                help={t('selections.form.parametersHelp')}
                lines={parameters}
                blank={{ name: '', type: 'text', value: '' }}
                add={t('selections.form.addParameter')}
                problem={told('/parameters')}
                onChange={setParameters}
            >
                {(line, index, set) => (
                    <>
                        <TextInput label={t('selections.form.parameter')} autoComplete="off" spellCheck={false} value={line.name} onChange={(event) => set({ name: event.currentTarget.value })} error={told(`/parameters/${index}/name`)} />
                        <NativeSelect label={t('selections.form.type')} value={line.type} onChange={(event) => set({ type: event.currentTarget.value as ValueType })} data={types} />
                        <TextInput label={t('selections.form.value')} autoComplete="off" value={line.value} onChange={(event) => set({ value: event.currentTarget.value })} error={told(`/parameters/${index}/value`)} />
                    </>
                )}
            </Lines>
            <div>
                <Button aria-disabled={looking.isPending} onClick={() => ask(looking)}>
                    {t(looking.isPending ? 'selections.form.looking' : 'selections.form.look')}
                </Button>
            </div>
            {looking.data && <Rows preview={looking.data} />}
            <NativeSelect
                label={t('selections.form.match')}
                value={match}
                onChange={(event) => setMatch(event.currentTarget.value as Selection['match'])}
                data={(['phone', 'external_id'] as const).map((one) => ({ value: one, label: t(`selections.match.${one}`) }))}
            />
            <TextInput label={t('selections.form.matchColumn')} autoComplete="off" spellCheck={false} value={matchColumn} onChange={(event) => setMatchColumn(event.currentTarget.value)} error={told('/matchColumn')} />
            {match === 'phone' && <Check label={t('selections.form.creates')} help={t('selections.form.createsHelp')} checked={createsUnknown} onChange={setCreatesUnknown} />}
            <Lines<Variable>
                legend={t('selections.form.variables')}
                help={t('selections.form.variablesHelp')}
                lines={variables}
                blank={{ name: '', type: 'text', column: '' }}
                add={t('selections.form.addVariable')}
                problem={told('/variables')}
                onChange={setVariables}
            >
                {(line, index, set) => (
                    <>
                        <TextInput label={t('selections.form.variable')} autoComplete="off" value={line.name} onChange={(event) => set({ name: event.currentTarget.value })} error={told(`/variables/${index}/name`)} />
                        <NativeSelect label={t('selections.form.type')} value={line.type} onChange={(event) => set({ type: event.currentTarget.value as ValueType })} data={types} />
                        <TextInput label={t('selections.form.column')} autoComplete="off" spellCheck={false} value={line.column} onChange={(event) => set({ column: event.currentTarget.value })} error={told(`/variables/${index}/column`)} />
                    </>
                )}
            </Lines>
            <TextInput
                label={t('selections.form.every')}
                description={t('selections.form.everyHelp')}
                inputWrapperOrder={below}
                inputMode="numeric"
                autoComplete="off"
                value={everyMinutes}
                onChange={(event) => setEveryMinutes(event.currentTarget.value)}
                error={told('/everyMinutes')}
            />
            <TextInput type="time" label={t('selections.form.daily')} value={dailyAt} onChange={(event) => setDailyAt(event.currentTarget.value)} error={told('/dailyAt')} />
            <Refusal>{error !== null && !toldAtFields(error, [...pointers, ...inLines]) && problemText(error)}</Refusal>
            <Buttons>
                <Button onClick={() => void (selection === null ? navigate({ to: '/selections' }) : navigate({ to: '/selections/$id', params: { id: selection.id } }))}>{t('selections.form.cancel')}</Button>
                <Button type="submit" variant="filled" aria-disabled={saving.isPending}>
                    {t(saving.isPending ? 'selections.form.busy' : 'selections.form.save')}
                </Button>
            </Buttons>
        </Form>
    );
}
