import { Button, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '@/shared/Dialog';
import { fieldProblem, toldAtFields } from '@/shared/fieldProblem';
import { Buttons, Form, Refusal } from '@/shared/Form';
import { useProblemText } from '@/shared/useProblemText';
import { invite } from './api';
import { LinkOnce } from './LinkOnce';
import { type Person, UserFields } from './UserFields';

/** An invitation: the person makes up the password, so that nobody else ever knows it. */
export function InviteDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
    const { t } = useTranslation();
    return (
        <Dialog opened={opened} onClose={onClose} width={480} title={t('users.invite.title')}>
            <Invitation onClose={onClose} />
        </Dialog>
    );
}

function Invitation({ onClose }: { onClose: () => void }) {
    const { t } = useTranslation();
    const problemText = useProblemText();
    const client = useQueryClient();
    const [login, setLogin] = useState('');
    const [person, setPerson] = useState<Person>({ name: '', role: 'campaign_manager', departmentId: '' });
    const [lacking, setLacking] = useState(false);
    const inviting = useMutation({
        mutationFn: () => invite({ ...person, name: person.name.trim(), login: login.trim() }),
        onSuccess: () => {
            void client.invalidateQueries({ queryKey: ['users'] });
            void client.invalidateQueries({ queryKey: ['departments'] });
        },
    });
    if (inviting.data) return <LinkOnce name={inviting.data.user.name} link={inviting.data.link} onClose={onClose} />;
    const submit = () => {
        const whole = [login, person.name, person.departmentId].every((value) => value.trim() !== '');
        setLacking(!whole);
        if (whole && !inviting.isPending) inviting.mutate();
    };
    const wrong = (pointer: string, value: string) => (lacking && value.trim() === '' ? t('users.form.empty') : fieldProblem(inviting.error, pointer));
    return (
        <Form narrow onSubmit={submit}>
            <TextInput
                name="login"
                data-autofocus
                label={t('users.form.login')}
                description={t('users.form.loginHelp')}
                inputWrapperOrder={['label', 'input', 'description', 'error']}
                autoComplete="off"
                autoCapitalize="none"
                spellCheck={false}
                value={login}
                onChange={(event) => setLogin(event.currentTarget.value)}
                error={wrong('/login', login)}
            />
            <UserFields person={person} onChange={setPerson} wrong={wrong} />
            <Refusal>{inviting.isError && !toldAtFields(inviting.error, ['/login', '/name', '/role', '/departmentId']) && problemText(inviting.error)}</Refusal>
            <Buttons>
                <Button onClick={onClose}>{t('users.cancel')}</Button>
                <Button type="submit" variant="filled" aria-disabled={inviting.isPending}>
                    {inviting.isPending ? t('users.busy') : t('users.invite.make')}
                </Button>
            </Buttons>
        </Form>
    );
}
