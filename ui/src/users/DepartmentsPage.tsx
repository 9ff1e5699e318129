import { Button, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Bone } from '@/shared/Bone';
import { Dialog } from '@/shared/Dialog';
import { Failure } from '@/shared/Failure';
import { fieldProblem, toldAtFields } from '@/shared/fieldProblem';
import { Buttons, Form, Refusal } from '@/shared/Form';
import { notify } from '@/shared/notices';
import { useProblemText } from '@/shared/useProblemText';
import { useTitle } from '@/shared/useTitle';
import { type Department, departmentsQuery, saveDepartment } from './api';
import { Tabs } from './Tabs';
import css from './Users.module.css';

/** Departments: what one makes, the others do not see. */
export function DepartmentsPage() {
    const { t } = useTranslation();
    const query = useQuery(departmentsQuery);
    const [opened, setOpened] = useState<Department | 'new' | null>(null);
    useTitle(t('users.departments.title'));
    const departments = query.data;
    return (
        <>
            <Tabs />
            {!departments && query.isError ? (
                <Failure title={t('users.departments.failed')} error={query.error} onRetry={() => void query.refetch()} />
            ) : (
                <>
                    <header className={css.bar}>
                        <div>
                            <h1>{t('users.departments.heading')}</h1>
                            <p className={css.sub}>{t('users.departments.text')}</p>
                        </div>
                        <Button variant="filled" onClick={() => setOpened('new')}>
                            {t('users.departments.add')}
                        </Button>
                    </header>
                    {!departments && (
                        <p className="sr" role="status">
                            {t('loading')}
                        </p>
                    )}
                    <ul className={css.rows} aria-busy={!departments}>
                        {departments?.map((one) => (
                            <li key={one.id}>
                                <b>{one.name}</b>
                                <span className="muted">{t('users.departments.people', { count: one.users })}</span>
                                <button type="button" className="act" aria-label={t('users.departments.renameNamed', { name: one.name })} onClick={() => setOpened(one)}>
                                    {t('users.departments.rename')}
                                </button>
                            </li>
                        )) ??
                            [140, 180, 120].map((width) => (
                                <li key={width} aria-hidden="true">
                                    <Bone width={width} height={14} />
                                </li>
                            ))}
                    </ul>
                </>
            )}
            <Dialog
                opened={opened !== null}
                onClose={() => setOpened(null)}
                width={440}
                title={opened === 'new' ? t('users.departments.new') : t('users.departments.renameTitle')}
            >
                {opened !== null && <Name department={opened === 'new' ? null : opened} onClose={() => setOpened(null)} />}
            </Dialog>
        </>
    );
}

function Name({ department, onClose }: { department: Department | null; onClose: () => void }) {
    const { t } = useTranslation();
    const problemText = useProblemText();
    const client = useQueryClient();
    const [name, setName] = useState(department?.name ?? '');
    const [lacking, setLacking] = useState(false);
    const saving = useMutation({
        mutationFn: () => saveDepartment(department?.id ?? null, name.trim()),
        onSuccess: async () => {
            await client.invalidateQueries({ queryKey: departmentsQuery.queryKey });
            notify(t('users.departments.saved', { name: name.trim() }));
            onClose();
        },
    });
    const submit = () => {
        setLacking(name.trim() === '');
        if (name.trim() !== '' && !saving.isPending) saving.mutate();
    };
    return (
        <Form narrow onSubmit={submit}>
            <TextInput
                data-autofocus
                label={t('users.departments.name')}
                autoComplete="off"
                value={name}
                onChange={(event) => setName(event.currentTarget.value)}
                error={lacking && name.trim() === '' ? t('users.form.empty') : fieldProblem(saving.error, '/name')}
            />
            <Refusal>{saving.isError && !toldAtFields(saving.error, ['/name']) && problemText(saving.error)}</Refusal>
            <Buttons>
                <Button onClick={onClose}>{t('users.cancel')}</Button>
                <Button type="submit" variant="filled" aria-disabled={saving.isPending}>
                    {saving.isPending ? t('users.busy') : department ? t('users.departments.rename') : t('users.departments.make')}
                </Button>
            </Buttons>
        </Form>
    );
}
