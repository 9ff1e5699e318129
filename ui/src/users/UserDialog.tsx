import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '@/access';
import { Dialog } from '@/shared/Dialog';
import { fieldProblem, toldAtFields } from '@/shared/fieldProblem';
import { Buttons, Check, Form, Refusal } from '@/shared/Form';
import { notify } from '@/shared/notices';
import { useFormat } from '@/shared/useFormat';
import { useProblemText } from '@/shared/useProblemText';
import { changeUser, endSessions, makeLink, unlock, type User } from './api';
import { LinkOnce } from './LinkOnce';
import { type Person, UserFields } from './UserFields';
import css from './Users.module.css';

/** One user: role, department, whether they may log in; and what helps who cannot. */
export function UserDialog({ user, onClose }: { user: User | null; onClose: () => void }) {
    return (
        <Dialog opened={user !== null} onClose={onClose} width={520} title={user?.name ?? ''}>
            {user && <Shown key={user.id} user={user} onClose={onClose} />}
        </Dialog>
    );
}

function Shown({ user, onClose }: { user: User; onClose: () => void }) {
    const { t } = useTranslation();
    const format = useFormat();
    const problemText = useProblemText();
    const client = useQueryClient();
    const self = useSession()?.login === user.login;
    const [person, setPerson] = useState<Person>({ name: user.name, role: user.role, departmentId: user.department.id });
    const [active, setActive] = useState(user.active);
    const [lacking, setLacking] = useState(false);
    const again = () => client.invalidateQueries({ queryKey: ['users'] });
    const saving = useMutation({
        mutationFn: () => changeUser(user.id, { ...person, name: person.name.trim(), active }),
        onSuccess: () => {
            void again();
            notify(t('users.saved', { name: person.name.trim() }));
            onClose();
        },
    });
    const linking = useMutation({ mutationFn: () => makeLink(user.id) });
    const unlocking = useMutation({
        mutationFn: () => unlock(user.id),
        onSuccess: () => {
            void again();
            notify(t('users.unlocked', { name: user.name }));
        },
    });
    const ending = useMutation({ mutationFn: () => endSessions(user.id), onSuccess: () => notify(t('users.ended', { name: user.name })) });
    if (linking.data) return <LinkOnce name={user.name} link={linking.data} onClose={onClose} />;
    const submit = () => {
        setLacking(person.name.trim() === '');
        if (person.name.trim() !== '' && !saving.isPending) saving.mutate();
    };
    const wrong = (pointer: string, value: string) => (lacking && value.trim() === '' ? t('users.form.empty') : fieldProblem(saving.error, pointer));
    const failed = [linking, unlocking, ending].find(({ isError }) => isError)?.error;
    const act = (mutation: { isPending: boolean; mutate: () => void }) => () => {
        if (!mutation.isPending) mutation.mutate();
    };
    return (
        <Form narrow onSubmit={submit}>
            <p className="muted s14">
                {t('users.loginIs', { login: user.login })} {user.lastSeenAt ? t('users.seen', { at: format.moment(user.lastSeenAt) }) : t('users.neverSeen')}
            </p>
            <UserFields person={person} onChange={setPerson} wrong={wrong} />
            {!self && <Check label={t('users.form.active')} help={t('users.form.activeHelp')} checked={active} onChange={setActive} />}
            <div className={css.help}>
                {user.lockedUntil && (
                    <p>
                        {t('users.lockedText', { at: format.moment(user.lockedUntil) })}{' '}
                        <button type="button" className="act" onClick={act(unlocking)}>
                            {t('users.unlock')}
                        </button>
                    </p>
                )}
                <p>
                    {t('users.forgot')}{' '}
                    <button type="button" className="act" onClick={act(linking)}>
                        {linking.isPending ? t('users.busy') : t('users.newLink')}
                    </button>
                </p>
                <p>
                    {t('users.lostDevice')}{' '}
                    <button type="button" className="act" onClick={act(ending)}>
                        {ending.isPending ? t('users.busy') : t('users.endSessions')}
                    </button>
                </p>
            </div>
            <Refusal>
                {saving.isError && !toldAtFields(saving.error, ['/name', '/role', '/departmentId']) && problemText(saving.error)}
                {failed !== undefined && problemText(failed)}
            </Refusal>
            <Buttons>
                <Button onClick={onClose}>{t('users.cancel')}</Button>
                <Button type="submit" variant="filled" aria-disabled={saving.isPending}>
                    {saving.isPending ? t('users.busy') : t('users.save')}
                </Button>
            </Buttons>
        </Form>
    );
}
