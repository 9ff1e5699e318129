import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FileField } from '@/shared/FileField';
import { fieldProblem, toldAtFields } from '@/shared/fieldProblem';
import { Buttons, Form, Refusal } from '@/shared/Form';
import { notify } from '@/shared/notices';
import { useFormat } from '@/shared/useFormat';
import { useProblemText } from '@/shared/useProblemText';
import { useTitle } from '@/shared/useTitle';
import { listsQuery, makeList, makeOfFile, numbersOf, type Origin, ORIGINS, segmentsQuery } from './api';
import css from './Lists.module.css';
import { ListsPicker } from './ListsPicker';
import { useChanged } from './useChanged';

const below: ('label' | 'input' | 'description' | 'error')[] = ['label', 'input', 'description', 'error'];
const POINTERS = ['/name', '/numbers', '/segment', '/lists'];
const LEAST_LISTS = 2;

/** A list is made once: of numbers, a file, a segment as it is now, or other lists. */
export function NewListPage() {
    const { t } = useTranslation();
    useTitle(t('lists.form.title'));
    return (
        <>
            <p className={css.back}>
                <Link to="/lists">{t('lists.back')}</Link>
            </p>
            <h1>{t('lists.form.title')}</h1>
            <p className={css.sub}>{t('lists.text')}</p>
            <NewList />
        </>
    );
}

function NewList() {
    const { t } = useTranslation();
    const format = useFormat();
    const problemText = useProblemText();
    const navigate = useNavigate();
    const changed = useChanged();
    const segments = useQuery(segmentsQuery);
    const lists = useQuery(listsQuery);
    const [name, setName] = useState('');
    const [origin, setOrigin] = useState<Origin>('numbers');
    const [numbers, setNumbers] = useState('');
    const [file, setFile] = useState<File | null>(null);
    const [segment, setSegment] = useState('');
    const [base, setBase] = useState('');
    const [chosen, setChosen] = useState<readonly string[]>([]);
    const [tried, setTried] = useState(false);
    const [share, setShare] = useState(0);
    const giving = useRef<AbortController | null>(null);
    useEffect(() => () => giving.current?.abort(), []);
    // Others are taken from the first one, which therefore is none of them.
    const ids = origin === 'difference' ? [...(base === '' ? [] : [base]), ...chosen.filter((id) => id !== base)] : chosen;
    const saving = useMutation({
        mutationFn: () => {
            const called = name.trim();
            switch (origin) {
                case 'numbers':
                    return makeList({ name: called, origin, numbers: numbersOf(numbers) });
                case 'segment':
                    return makeList({ name: called, origin, segment });
                case 'file':
                    if (file === null) return Promise.reject(new Error('no file'));
                    giving.current = new AbortController();
                    setShare(0);
                    return makeOfFile(called, file, setShare, giving.current.signal);
                default:
                    return makeList({ name: called, origin, lists: [...ids] });
            }
        },
        onSuccess: async (made) => {
            notify(t('lists.form.made', { name: made.name, count: made.members }));
            await changed();
            await navigate({ to: '/lists' });
        },
    });
    const lacking = {
        '/name': name.trim() === '' ? t('lists.form.noName') : null,
        '/numbers': origin === 'numbers' && numbersOf(numbers).length === 0 ? t('lists.form.noNumbers') : null,
        '/file': origin === 'file' && file === null ? t('lists.form.noFile') : null,
        '/segment': origin === 'segment' && segment === '' ? t('lists.form.noSegment') : null,
        '/lists': (origin === 'union' || origin === 'intersection' || origin === 'difference') && ids.length < LEAST_LISTS ? t('lists.form.noLists') : null,
    };
    const told = (pointer: keyof typeof lacking) => (tried ? lacking[pointer] : null) ?? fieldProblem(saving.error, pointer);
    // What is wrong with one of the lists is told below them all.
    const wrongList = ids.map((_, index) => fieldProblem(saving.error, `/lists/${index}`)).find((text) => text !== null) ?? null;
    const pointers = [...POINTERS, ...ids.map((_, index) => `/lists/${index}`)];
    const submit = () => {
        setTried(true);
        if (Object.values(lacking).every((text) => text === null) && !saving.isPending) saving.mutate();
    };
    const choose = (next: Origin) => {
        setOrigin(next);
        setTried(false);
        saving.reset();
    };
    return (
        <Form onSubmit={submit}>
            <div className={css.fields}>
                <TextInput label={t('lists.form.name')} autoComplete="off" value={name} onChange={(event) => setName(event.currentTarget.value)} error={told('/name')} />
                <NativeSelect
                    label={t('lists.form.of')}
                    description={t(`lists.form.means.${origin}`)}
                    inputWrapperOrder={below}
                    value={origin}
                    onChange={(event) => choose(event.currentTarget.value as Origin)}
                    data={ORIGINS.map((one) => ({ value: one, label: t(`lists.form.origin.${one}`) }))}
                />
                {origin === 'numbers' && (
                    <Textarea
                        label={t('lists.form.numbers')}
                        description={t('lists.form.numbersHelp', { count: numbersOf(numbers).length })}
                        inputWrapperOrder={below}
                        rows={8}
                        autoComplete="off"
                        spellCheck={false}
                        value={numbers}
                        onChange={(event) => setNumbers(event.currentTarget.value)}
                        error={told('/numbers')}
                    />
                )}
                {origin === 'file' && <FileField label={t('lists.form.file')} file={file} onFile={setFile} error={told('/file')} />}
                {origin === 'segment' && (
                    <NativeSelect
                        label={t('lists.form.segment')}
                        value={segment}
                        onChange={(event) => setSegment(event.currentTarget.value)}
                        data={[{ value: '', label: t('lists.form.choose') }, ...(segments.data ?? []).map((one) => ({ value: one.id, label: one.name }))]}
                        error={told('/segment') ?? (segments.isError ? problemText(segments.error) : null)}
                    />
                )}
                {origin === 'difference' && (
                    <NativeSelect
                        label={t('lists.form.base')}
                        value={base}
                        onChange={(event) => setBase(event.currentTarget.value)}
                        data={[{ value: '', label: t('lists.form.choose') }, ...(lists.data ?? []).map((one) => ({ value: one.id, label: one.name }))]}
                    />
                )}
                {(origin === 'union' || origin === 'intersection' || origin === 'difference') && (
                    <ListsPicker
                        legend={t(origin === 'difference' ? 'lists.form.without' : 'lists.form.lists')}
                        lists={lists.data?.filter(({ id }) => origin !== 'difference' || id !== base)}
                        chosen={chosen}
                        onChosen={setChosen}
                        error={told('/lists') ?? wrongList ?? (lists.isError ? problemText(lists.error) : null)}
                    />
                )}
                <Refusal>{saving.isError && !toldAtFields(saving.error, pointers) && problemText(saving.error)}</Refusal>
                <p className="sr" role="status">
                    {saving.isPending && t('lists.form.busy')}
                </p>
                <Buttons>
                    <Button onClick={() => void navigate({ to: '/lists' })}>{t('lists.cancel')}</Button>
                    <Button type="submit" variant="filled" aria-disabled={saving.isPending}>
                        {saving.isPending ? (origin === 'file' && share < 1 ? t('lists.form.sent', { share: format.percent(share) }) : t('lists.form.busy')) : t('lists.form.make')}
                    </Button>
                </Buttons>
            </div>
        </Form>
    );
}
